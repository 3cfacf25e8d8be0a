-- Most of a long text, copied for ever.
-- expect: budget
local text = ("x"):rep(5000000) .. "y"
while true do text:sub(2) end
