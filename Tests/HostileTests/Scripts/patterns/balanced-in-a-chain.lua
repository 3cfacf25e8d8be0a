-- Balanced texts between repetitions.
-- expect: budget
("("):rep(20000):find(".-%b().-%b()x")
