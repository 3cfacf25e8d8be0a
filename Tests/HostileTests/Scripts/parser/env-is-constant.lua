-- Globals of an environment that is a constant.
-- expect: error
local _ENV <const> = 11
X = 1
