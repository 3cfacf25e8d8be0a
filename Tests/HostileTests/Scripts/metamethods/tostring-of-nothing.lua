-- __tostring that gives no text.
-- expect: error
tostring(setmetatable({}, { __tostring = function() return {} end }))
