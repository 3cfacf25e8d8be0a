-- A replacement of nothing but references.
-- expect: budget
("a"):rep(20000):gsub("a+", ("%0"):rep(20000))
