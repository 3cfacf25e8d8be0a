-- A number is raised.
-- expect: error
error(42)
