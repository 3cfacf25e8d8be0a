-- require takes names of modules, never paths.
-- expect: harmless
for _, name in ipairs { "../x", "/etc/passwd", "main", "", "string", "_G", "a.b", "a\0b", ("x"):rep(100000), 5 } do
  assert(not pcall(require, name))
end
assert(not pcall(require) and not pcall(require, {}) and not pcall(require, nil))
