-- As many results as the stack has, again and again.
-- expect: budget
while true do pcall(table.unpack, {}, 1, 999000) end
