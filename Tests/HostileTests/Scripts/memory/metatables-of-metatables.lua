-- Private copies of copies.
-- expect: budget
local m = {} while true do m = setmetatable({}, { __index = m }) end
