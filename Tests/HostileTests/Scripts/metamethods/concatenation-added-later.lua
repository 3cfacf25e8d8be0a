-- __concat that is added behind setmetatable's back must not be called.
-- expect: harmless
local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end
local events = {}
local object = setmetatable({}, events)
local called = false
events.__concat = function()
  called = true
  deep(15000)
  return "r"
end
for _ = 1, 10 do
  assert(not pcall(function() return "p" .. object .. "q" .. "x" .. "z" end))
  assert(not pcall(function() return object .. object end))
end
rawset(events, "__concat", events.__concat)
assert(not pcall(function() return "p" .. object end))
assert(not called, "__concat was called")
