-- A text that goes on in the next line without a sign.
-- expect: error
local x = "one
two"
