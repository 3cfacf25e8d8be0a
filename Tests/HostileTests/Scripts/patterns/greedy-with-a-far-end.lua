-- A hundred thousand letters, looked through from each of them.
-- expect: budget
("a"):rep(100000):find("a*b")
