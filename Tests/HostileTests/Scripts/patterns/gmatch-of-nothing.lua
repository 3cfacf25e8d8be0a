-- Matches nothing at each of ten million places.
-- expect: budget
local text = ("a"):rep(10000000)
for _ in text:gmatch("") do end
