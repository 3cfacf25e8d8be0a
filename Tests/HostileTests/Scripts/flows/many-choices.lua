-- Offers ten thousand choices.
-- expect: error
local choices = {}
for i = 1, 10000 do choices[i] = "choice " .. i end
chat:choose("?", choices)
