-- Prints while it is printed.
-- expect: budget
local o o = setmetatable({}, { __tostring = function() print("inner") return "outer" end }) while true do print(o) end
