-- The collector is the host's.
-- expect: harmless
assert(not pcall(function() return collectgarbage("stop") end))
assert(not pcall(function() return collectgarbage("count") end))
