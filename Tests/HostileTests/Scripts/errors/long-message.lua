-- A message of ten megabytes.
-- expect: error
local text = ("x"):rep(1000)
error(text:rep(10000))
