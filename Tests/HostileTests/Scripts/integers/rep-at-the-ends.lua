-- Repeats by the numbers at both ends.
-- expect: budget
assert(("x"):rep(math.mininteger) == "" and (""):rep(math.maxinteger) == "" and ("x"):rep(-1, "y") == "")
;("x"):rep(math.maxinteger)
