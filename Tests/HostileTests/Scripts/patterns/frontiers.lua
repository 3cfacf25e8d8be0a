-- A frontier at every place, behind a repetition.
-- expect: budget
local _ = ("a"):rep(20000):find(".-%f[b].-%f[c]x")
