-- A reference to a capture that there is not.
-- expect: error
("aa"):find("(a)%9")
