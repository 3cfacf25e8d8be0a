-- Without an environment there is nothing, and nothing breaks.
-- expect: error
_ENV = nil
print("x")
