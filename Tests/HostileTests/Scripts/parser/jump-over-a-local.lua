-- A jump into the range of a variable.
-- expect: error
goto behind
local x = 1
::behind::
print(x)
