-- The debug library could reach everything.
-- expect: harmless
for _, name in ipairs { "getregistry", "getinfo", "sethook", "getupvalue", "setupvalue", "getmetatable", "setmetatable", "getlocal",
  "upvalueid", "upvaluejoin", "traceback", "getuservalue", "debug" } do
  assert(not pcall(function() return debug[name](1) end), name)
end
