-- Nothing of the host is a global.
-- expect: harmless
for _, name in ipairs { "host", "effect", "request", "wait", "leave", "misuse", "seal", "declare", "prelude", "open", "chat", "_LOADED",
  "_PRELOAD", "arg", "jit", "ffi", "bit32", "newproxy", "module", "setfenv", "getfenv", "unpack", "gcinfo" } do
  assert(_G[name] == nil, name)
end
