-- Weak tables are refused, also with odd modes.
-- expect: harmless
for _, mode in ipairs { "k", "v", "kv", "", 7, true } do
  assert(not pcall(setmetatable, {}, { __mode = mode }), "a weak table was made")
end
