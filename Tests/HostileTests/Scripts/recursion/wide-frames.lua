-- The same with two hundred values in each frame.
-- expect: budget
local function deeper(a, ...)
  local b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t = ...
  return 1 + deeper(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)
end
while true do pcall(deeper) end
