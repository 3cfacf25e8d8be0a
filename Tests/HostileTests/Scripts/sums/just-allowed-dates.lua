-- The longest dates.
-- expect: budget
local f = ("%c"):rep(128) while true do os.date(f, 0) end
