-- A thousand optional letters.
-- expect: error
("a"):rep(300):find(("a?"):rep(1000) .. "b")
