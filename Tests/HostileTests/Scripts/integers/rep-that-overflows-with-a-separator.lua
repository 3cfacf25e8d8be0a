-- Text and separator together overflow.
-- expect: budget
("x"):rep(math.maxinteger // 2 + 1, "y")
