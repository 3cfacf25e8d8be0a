-- The same text for the same thing, and no address.
-- expect: harmless
local a, b = {}, {}
assert(tostring(a) == tostring(a) and tostring(a) ~= tostring(b) and tostring(a):find("^table: %d+$"))
assert(tostring(print):find("^function: %d+$") and not pcall(string.format, "%p", a) and not pcall(string.format, "%d", a))
assert(not tostring(setmetatable({}, { __name = "x" })):find("0x"))
