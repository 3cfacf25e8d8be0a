-- A message of eight megabytes.
-- expect: error
local text = ("x"):rep(1000)
error(text:rep(8000))
