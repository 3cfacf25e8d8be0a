-- Walks its arguments with select, which copies the rest each time.
-- expect: budget
local t = {}
for i = 1, 100000 do t[i] = i end
local function walk(...)
  for i = 1, select("#", ...) do
    local _ = select(i, ...)
  end
end
walk(table.unpack(t))
