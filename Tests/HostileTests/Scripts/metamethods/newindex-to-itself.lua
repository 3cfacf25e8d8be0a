-- Writes that go to themselves through another.
-- expect: error
local a, b = {}, {} setmetatable(a, { __newindex = b }) setmetatable(b, { __newindex = a }) a.x = 1
