-- The longest format there is, for ever.
-- expect: budget
local format = ("%c"):rep(128)
while true do os.date(format, 0) end
