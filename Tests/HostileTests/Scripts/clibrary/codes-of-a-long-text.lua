-- Every character of a long text as a result.
-- expect: error
utf8.codepoint(("x"):rep(3000000), 1, -1)
