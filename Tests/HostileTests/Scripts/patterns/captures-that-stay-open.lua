-- A capture that is never closed.
-- expect: error
("abc"):find("(a(b)")
