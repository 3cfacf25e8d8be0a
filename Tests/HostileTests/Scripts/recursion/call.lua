-- Calling an object calls an object: __call of __call of __call, each a search.
-- expect: error
local object = setmetatable({}, {})
for _ = 1, 300000 do object = setmetatable({}, { __call = object }) end
object()
