-- Down for ever.
-- expect: budget
for i = 1, -math.huge, -1 do end
