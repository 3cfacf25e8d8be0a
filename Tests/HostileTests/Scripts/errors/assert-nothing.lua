-- assert without anything.
-- expect: error
assert()
