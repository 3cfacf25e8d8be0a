-- Coroutines could outlive a budget.
-- expect: harmless
for _, name in ipairs { "create", "wrap", "close", "yield", "resume", "running", "isyieldable", "status" } do
  assert(not pcall(function() return coroutine[name](print) end), name)
end
