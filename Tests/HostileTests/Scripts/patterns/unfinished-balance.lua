-- %b at the end of the pattern has no letters to read.
-- expect: error
local _ = ("a"):find("%b")
