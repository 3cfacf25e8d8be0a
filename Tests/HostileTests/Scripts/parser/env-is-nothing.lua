-- Globals of nothing.
-- expect: error
local _ENV <const> = nil
return print
