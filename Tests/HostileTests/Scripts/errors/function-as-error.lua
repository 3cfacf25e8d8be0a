-- A function is raised.
-- expect: error
error(print)
