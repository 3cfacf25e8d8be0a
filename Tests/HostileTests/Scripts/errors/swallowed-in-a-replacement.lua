-- The budget ends within a replacement.
-- expect: budget
while true do pcall(string.gsub, "x", "x", function() while true do end end) end
