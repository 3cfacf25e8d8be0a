-- Neither libraries of the system nor other files can be had.
-- expect: harmless
assert(not pcall(function() return package.loadlib("libc.so.6", "system") end))
assert(not pcall(function() return package.loaded end))
assert(not pcall(function() return package.path end))
for _, name in ipairs { "io", "os", "debug", "package", "main", "string", "../secrets", "/etc/passwd", "", "a.b", "\0", "_G",
  ("x"):rep(100000) } do
  assert(not pcall(require, name), name)
end
