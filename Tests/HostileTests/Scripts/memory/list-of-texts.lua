-- Keeps texts that are each small.
-- expect: budget
local list = {}
while true do list[#list + 1] = ("x"):rep(15000) .. #list end
