-- Thirty-two positions at each of many places.
-- expect: budget
for i = 1, 1e9 do ("a"):rep(10000):gsub("()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()()a", "%1") end
