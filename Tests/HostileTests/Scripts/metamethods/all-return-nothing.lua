-- Every event returns nothing.
-- expect: harmless
local none = function() end
local o = setmetatable({}, { __add = none, __index = none, __newindex = none, __call = none, __len = none, __eq = none, __lt = none,
  __le = none, __unm = none, __idiv = none, __band = none, __shl = none })
o.x = 1
assert((o + 1) == nil and o.x == nil and o() == nil and #o == nil and not (o < o) and not (o <= o) and -o == nil)
