-- Only what can be closed can be closed.
-- expect: error
local _ <close> = {}
