-- The handler fails in a handler that fails.
-- expect: harmless
local calls = 0
local function handler()
  calls = calls + 1
  local _ = nil + calls
end
assert(xpcall(error, handler) == false)
local function nested() return xpcall(error, nested) end
xpcall(error, nested)
assert(calls < 1000)
