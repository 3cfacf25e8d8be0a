-- Three dots and two dots are not what they seem.
-- expect: error
local a = 1..2
