-- Long brackets of levels that do not fit.
-- expect: error
local x = [==[ ]=] ]]
