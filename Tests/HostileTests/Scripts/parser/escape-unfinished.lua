-- An escape that the file ends in.
-- expect: error
return "\x
