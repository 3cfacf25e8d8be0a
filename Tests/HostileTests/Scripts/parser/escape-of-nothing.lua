-- An escape that is none.
-- expect: error
return "\q"
