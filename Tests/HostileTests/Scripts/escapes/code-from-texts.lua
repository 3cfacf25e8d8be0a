-- No text becomes code.
-- expect: harmless
for _, name in ipairs { "load", "loadstring", "loadfile", "dofile" } do
  assert(not pcall(function() return _ENV[name] "return 1" end), name)
end
