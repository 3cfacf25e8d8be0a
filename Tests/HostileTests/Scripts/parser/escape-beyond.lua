-- A decimal escape that is too large.
-- expect: error
return "\256"
