-- A message of megabytes.
-- expect: error
error(("x"):rep(1000):rep(5000))
