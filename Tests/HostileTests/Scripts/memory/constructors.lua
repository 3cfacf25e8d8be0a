-- Tables that are made with their final size.
-- expect: budget
local kept = {}
while true do
  kept[#kept + 1] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, a = 1, b = 2, c = 3, d = 4, e = 5, f = 6 }
end
