-- An error inside nested functions with long names.
-- expect: error
local t = setmetatable({}, { __index = function(_, name) error(name .. " is not there") end })
local _ = t[("n"):rep(1000000)]
