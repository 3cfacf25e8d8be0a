-- Each table holds the one before, twice.
-- expect: budget
local t = {} while true do t = { t, t } end
