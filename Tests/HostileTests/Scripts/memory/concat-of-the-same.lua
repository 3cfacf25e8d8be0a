-- A list of one long text, joined.
-- expect: budget
local text, list = ("x"):rep(100000), {}
for i = 1, 100000 do list[i] = text end
local _ = table.concat(list)
