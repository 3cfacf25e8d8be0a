-- Puts a text between all letters of a long one.
-- expect: budget
local _ = ("a"):rep(1000000):gsub("", ("b"):rep(1000))
