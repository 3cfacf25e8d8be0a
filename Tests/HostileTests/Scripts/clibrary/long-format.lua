-- A format of a megabyte.
-- expect: error
string.format(("%%"):rep(500000))
