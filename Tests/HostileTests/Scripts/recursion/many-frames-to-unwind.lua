-- Protected calls inside each other, each with thousands of frames to unwind, for ever.
-- expect: budget
local function fall(n)
  if n == 0 then error("down") end
  return 1 + fall(n - 1)
end
local function nest(n)
  if n == 0 then return fall(50000) end
  return pcall(nest, n - 1) and pcall(fall, 1000)
end
while true do nest(100) end
