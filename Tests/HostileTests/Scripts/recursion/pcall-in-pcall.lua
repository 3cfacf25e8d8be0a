-- Every level is protected.
-- expect: harmless
local deepest = 0
local function deeper(n)
  deepest = n
  return pcall(deeper, n + 1)
end
deeper(1)
assert(deepest <= 200, "too many protected calls inside each other")
