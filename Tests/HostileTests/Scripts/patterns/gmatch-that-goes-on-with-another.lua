-- Iterators of different texts, mixed.
-- expect: harmless
local a, b = ("a b c"):gmatch("%w"), ("x y z"):gmatch("%w")
assert(a() == "a" and b() == "x" and a() == "b" and b() == "y" and a("other") == "c" and a() == nil and b() == "z" and b() == nil)
