-- A message of many lines.
-- expect: error
error(("line\n"):rep(10000))
