-- A message that looks like the place of something else.
-- expect: error
error("/etc/passwd:1: root", 0)
