-- All bytes of a long text as results.
-- expect: error
string.byte(("x"):rep(5000000), 1, -1)
