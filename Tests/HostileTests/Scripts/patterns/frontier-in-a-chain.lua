-- Frontiers between repetitions.
-- expect: budget
("ab"):rep(5000):find(".-%f[a].-%f[b].-%f[a].-%f[b]c")
