-- What stands between the values counts, too.
-- expect: budget
local list = {}
for i = 1, 100000 do list[i] = "" end
local _ = table.concat(list, ("x"):rep(100000))
