-- error as the function, the handler and the value.
-- expect: harmless
assert(not pcall(error, error))
assert(not xpcall(error, error, error))
assert(not pcall(pcall))
assert(not pcall(xpcall, print))
