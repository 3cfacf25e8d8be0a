-- Counts from the least integer to the greatest.
-- expect: budget
for _ = math.mininteger, math.maxinteger do end
