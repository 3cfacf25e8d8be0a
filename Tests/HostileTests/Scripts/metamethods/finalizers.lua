-- A finalizer would run with the hook off.
-- expect: error
setmetatable({}, { __gc = function() while true do end end })
