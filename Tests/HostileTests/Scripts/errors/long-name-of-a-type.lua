-- The name of a type is as long as it may be, and is told in each error.
-- expect: budget
local o = setmetatable({}, { __name = ("x"):rep(1000) })
while true do pcall(function() return o + 1 end) end
