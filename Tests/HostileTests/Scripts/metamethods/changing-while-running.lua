-- An event that takes away the metatable it belongs to.
-- expect: harmless
local object = {}
setmetatable(object, { __index = function(self)
  setmetatable(self, nil)
  return "once"
end })
assert(object.x == "once" and object.x == nil)
local a = setmetatable({}, { __eq = function(left, right)
  setmetatable(left, nil)
  setmetatable(right, nil)
  return true
end })
local b = setmetatable({}, getmetatable(a))
assert(a == b and a ~= b)
