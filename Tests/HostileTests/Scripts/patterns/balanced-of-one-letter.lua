-- What is balanced begins and ends with the same letter.
-- expect: budget
for i = 1, 1e9 do ("a"):rep(50000):find("%baab") end
