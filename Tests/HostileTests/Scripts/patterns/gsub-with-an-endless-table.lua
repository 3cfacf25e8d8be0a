-- The table of replacements asks __index, which never answers.
-- expect: budget
local _ = ("abc"):gsub(".", setmetatable({}, { __index = function() while true do end end }))
