-- Two functions that call each other for ever.
-- expect: budget
local even, odd
function even(n) return odd(n + 1) end
function odd(n) return even(n + 1) end
even(0)
