-- Patterns of the greatest depth.
-- expect: budget
local p = ("a?"):rep(190) while true do ("a"):rep(190):find(p .. "b") end
