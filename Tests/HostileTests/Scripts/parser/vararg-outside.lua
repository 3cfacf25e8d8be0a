-- Arguments of a function that takes none.
-- expect: error
local function f() return ... end
