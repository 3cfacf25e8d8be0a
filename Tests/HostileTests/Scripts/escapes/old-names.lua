-- What older versions had is not there either.
-- expect: harmless
for _, name in ipairs { "setfenv", "getfenv", "newproxy", "unpack", "module", "gcinfo", "lua_newuserdata", "_LOADED", "jit",
  "ffi", "bit32" } do
  assert(_ENV[name] == nil, name)
end
assert(table.getn == nil and math.pow == nil and string.gfind == nil)
assert(not pcall(function() math.randomseed(1) end))
