-- An expensive pattern wherever two values are compared.
-- expect: budget
local list = {}
for i = 1, 1000 do list[i] = ("a"):rep(300) .. i end
table.sort(list, function(left, right) return left:find(".-.-" .. right:sub(-3) .. "x") == nil and left < right end)
