-- Widths and precisions that are too large.
-- expect: harmless
assert(not pcall(string.format, "%9999999999d", 1))
assert(not pcall(string.format, "%.9999999999f", 1))
assert(not pcall(string.format, "%100d", 1))
assert(not pcall(string.format, ("%d"):rep(10), 1))
assert(not pcall(string.format, "%"))
assert(not pcall(string.format, "%y", 1))
assert(#("%99.99f"):format(1e308) > 300)
