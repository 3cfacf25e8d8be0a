-- The error's message is looked for with raw access.
-- expect: error
error(setmetatable({}, { __index = function() while true do end end, __name = ("x"):rep(100000) }))
