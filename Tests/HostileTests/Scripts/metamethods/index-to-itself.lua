-- Reads that go in a circle of three.
-- expect: error
local a, b, c = {}, {}, {} setmetatable(a, { __index = b }) setmetatable(b, { __index = c }) setmetatable(c, { __index = a }) local _ = a.x
