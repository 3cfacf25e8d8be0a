-- Calling an object never ends.
-- expect: budget
setmetatable({}, { __call = function() while true do end end })()
