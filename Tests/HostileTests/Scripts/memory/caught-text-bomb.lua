-- A bomb of text is not caught.
-- expect: budget
while true do pcall(string.rep, "x", 1 << 40) end
