-- false is raised.
-- expect: error
error(false)
