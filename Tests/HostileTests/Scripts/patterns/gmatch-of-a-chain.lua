-- A chain at each step of an iteration.
-- expect: budget
for _ in ("a"):rep(4096):gmatch(".-.-.-b") do end
