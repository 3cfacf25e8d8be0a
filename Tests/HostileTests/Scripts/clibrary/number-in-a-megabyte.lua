-- A number of a million digits is none.
-- expect: harmless
assert(tonumber(("1"):rep(1000000)) == nil)
assert(tonumber(("f"):rep(1000000), 16) == nil)
assert(tonumber(("1"):rep(200)) ~= nil)
assert(tonumber("0x" .. ("f"):rep(100)) ~= nil)
