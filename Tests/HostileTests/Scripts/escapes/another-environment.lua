-- A chunk of its own environment has no more than before.
-- expect: harmless
local assert, pcall, outer = assert, pcall, _ENV
do
  local _ENV = {}
  assert(print == nil and _G == nil and string == nil)
  x = 1
  assert(_ENV.x == 1)
end
assert(x == nil)
do
  local _ENV <const> = setmetatable({}, { __index = outer })
  assert(not pcall(function() return io.open("/etc/passwd") end))
end
