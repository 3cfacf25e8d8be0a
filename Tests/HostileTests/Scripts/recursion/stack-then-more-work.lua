-- After the stack was full everything still works.
-- expect: harmless
local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end
local o
o = setmetatable({}, { __index = function(_, k) return o[k] end })
for i = 1, 5 do
  local good, message = pcall(function() return o.x end)
  assert(not good and message:find("overflow"), message)
  assert(deep(5000) == 5000 and ("x"):rep(3) == "xxx")
end
