-- Loops to what is not a number end at once.
-- expect: harmless
local nan = 0/0
for i = 1, nan do error("ran") end
for i = 1, 10, nan do error("ran") end
for i = 1, -math.huge do error("ran") end
