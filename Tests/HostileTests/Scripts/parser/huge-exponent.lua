-- An exponent that no number has.
-- expect: harmless
assert(1e999999999999 == math.huge and 1e-999999999999 == 0)
