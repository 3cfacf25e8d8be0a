-- Every replacement replaces.
-- expect: error
local function deeper(text) return (text:gsub(".", deeper)) end
deeper("abc")
