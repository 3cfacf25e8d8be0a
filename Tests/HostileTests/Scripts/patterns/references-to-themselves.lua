-- A reference within its own capture.
-- expect: error
("aa"):find("(a%1)")
