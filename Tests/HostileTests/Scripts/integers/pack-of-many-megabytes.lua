-- The same in many parts.
-- expect: budget
string.pack(("c1000000"):rep(200), ("x"):rep(1000):byte(1, 200))
