-- No function becomes bytecode, by whatever name.
-- expect: harmless
assert(not pcall(function() return string.dump(print) end))
assert(not pcall(function() return ("").dump(print) end))
assert(not pcall(function() return ("x"):dump() end))
assert(not pcall(string.unpack, "s4", string.pack("i4", 1 << 20)))
