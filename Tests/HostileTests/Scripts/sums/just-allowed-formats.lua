-- Formats as long as they may be.
-- expect: budget
local f = ("%d"):rep(200) local t = {} for i = 1, 200 do t[i] = i end while true do f:format(table.unpack(t)) end
