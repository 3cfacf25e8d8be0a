-- pcall of nothing, and of what cannot be called.
-- expect: harmless
assert(not pcall(pcall) and not pcall(nil) and not pcall(1) and not pcall({}))
assert(select(2, pcall(1)):find("attempt to call"))
