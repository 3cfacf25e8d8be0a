-- Texts as long as they may be, made and forgotten.
-- expect: budget
while true do local s = ("x"):rep(16000000) end
