-- The mark of UTF-8 in the middle is no space.
-- expect: error
local x = 1 ﻿
