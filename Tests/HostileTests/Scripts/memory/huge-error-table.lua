-- A table of megabytes is raised.
-- expect: error
local t = {} for i = 1, 10000 do t[i] = { i } end error(t)
