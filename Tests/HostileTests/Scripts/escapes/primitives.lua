-- What the prelude is built on is not to be had by a name.
-- expect: harmless
for _, name in ipairs { "host", "effect", "request", "wait", "leave", "misuse", "seal", "declare", "fold", "nearest", "methods", "open",
  "sentences", "chat_meta", "strict" } do
  assert(_ENV[name] == nil and rawget(_G, name) == nil, name)
end
