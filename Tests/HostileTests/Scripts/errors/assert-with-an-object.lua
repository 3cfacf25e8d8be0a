-- assert raises what it is given.
-- expect: error
assert(false, setmetatable({}, { __tostring = function() return ("x"):rep(1000000) end }))
