-- Programs, environment, temporary files, exit.
-- expect: harmless
for _, name in ipairs { "execute", "exit", "getenv", "remove", "rename", "setlocale", "tmpname" } do
  assert(not pcall(function() return os[name] "x" end), name)
end
assert(type(os.time()) == "number")
