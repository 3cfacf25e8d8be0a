-- A message that looks like another place.
-- expect: error
error("prelude:7: not true", 0)
