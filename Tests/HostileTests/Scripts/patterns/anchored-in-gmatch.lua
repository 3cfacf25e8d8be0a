-- An anchor in gmatch is a letter.
-- expect: harmless
local n = 0
for _ in ("^a^a"):gmatch("^a") do n = n + 1 end
assert(n == 2 and ("aaa"):gsub("^a", "b") == "baa" and ("aaa"):find("^b") == nil)
