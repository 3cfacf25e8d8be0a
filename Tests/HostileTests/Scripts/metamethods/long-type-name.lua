-- A name of a type that errors would tell in megabytes.
-- expect: error
setmetatable({}, { __name = ("x"):rep(1000000) })
