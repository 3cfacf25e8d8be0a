-- A bracket closes nothing.
-- expect: error
("abc"):match("a)b")
