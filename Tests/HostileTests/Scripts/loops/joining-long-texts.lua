-- One instruction copies ten megabytes, and what it made is thrown away.
-- expect: budget
local text = ("x"):rep(5000000)
while true do
  local _ = text .. text
  _ = text .. text
  _ = text .. text
  _ = text .. text
end
