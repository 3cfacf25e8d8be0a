-- A list of linked tables as long as memory lasts.
-- expect: budget
local head
while true do head = { head } end
