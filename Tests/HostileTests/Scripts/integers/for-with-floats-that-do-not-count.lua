-- A float that is too large to grow by one: the loop has no end.
-- expect: budget
for i = 2.0^53, 2.0^53 + 4, 0.5 do end
