-- nil and false need no closing.
-- expect: harmless
local x <close> = nil
local y <close> = false
assert(not x and not y)
