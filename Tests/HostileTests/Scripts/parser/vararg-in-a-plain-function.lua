-- Dots where there are none.
-- expect: error
function f() return ... end
