-- Showing an object gives it a number, which is remembered.
-- expect: budget
local kept = {}
while true do
  kept[#kept + 1] = {}
  tostring(kept[#kept])
end
