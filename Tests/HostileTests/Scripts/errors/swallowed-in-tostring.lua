-- The budget ends within a text.
-- expect: budget
while true do pcall(tostring, setmetatable({}, { __tostring = function() while true do end end })) end
