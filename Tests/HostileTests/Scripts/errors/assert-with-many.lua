-- assert gives back all that it was given.
-- expect: harmless
assert(select("#", assert(1, nil, nil)) == 3)
