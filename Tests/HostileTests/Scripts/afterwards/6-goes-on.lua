-- Sorts, replaces and catches as ever.
-- expect: harmless
local t = { 3, 1, 2 }
table.sort(t, function(a, b) return a > b end)
assert(table.concat(t) == "321" and ("abc"):gsub("b", function() return "x" end) == "axc" and not pcall(error))
