-- The error is an object that never ends when it is shown.
-- expect: error
error(setmetatable({}, { __tostring = function() while true do end end }))
