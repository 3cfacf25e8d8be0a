-- A float loop counts to infinity.
-- expect: budget
for _ = 1, math.huge do end
