-- The same with two hundred values in each frame.
-- expect: error
local function deeper(a, ...)
  local b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t = ...
  return 1 + deeper(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t)
end
deeper()
