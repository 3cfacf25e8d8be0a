-- Finds everything as it should be.
-- expect: harmless
assert(("x"):rep(2) == "xx" and string.rep("x", 2) == "xx" and type(print) == "function" and pcall(type, 1))
assert(next({}) == nil and pairs and getmetatable("") == false)
