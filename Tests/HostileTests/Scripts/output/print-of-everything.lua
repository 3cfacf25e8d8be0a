-- Prints every value there is.
-- expect: harmless
for _, library in ipairs { string, table, math, os, utf8, bot } do for name, f in pairs(library) do print(name, f) end end print(nil, true, 0/0, 1e308 * 10, -0.0, math.mininteger, {}, print)
