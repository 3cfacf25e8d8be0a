-- Nothing, a quadrillion times.
-- expect: harmless
assert((""):rep(1000000000000000) == "")
assert((""):rep(math.maxinteger, "") == "")
assert(("x"):rep(-1) == "" and ("x"):rep(math.mininteger) == "")
