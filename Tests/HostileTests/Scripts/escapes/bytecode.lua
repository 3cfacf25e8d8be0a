-- Loads a changed dump of a function.
-- expect: error
load(string.dump(function() return 1 end):gsub("\1", "\2"), "x", "b")()
