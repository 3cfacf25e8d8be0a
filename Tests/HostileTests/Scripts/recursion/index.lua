-- Reading a name reads a name.
-- expect: error
local object = setmetatable({}, { __index = function(self, name) return self[name .. "x"] end })
local _ = object.a
