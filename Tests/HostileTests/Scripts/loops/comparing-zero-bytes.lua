-- Texts of zero bytes are compared piece by piece.
-- expect: budget
local a, b = ("\0"):rep(1000):rep(14000), ("\0"):rep(1000):rep(14000)
for i = 1, 1e9 do local _ = a < b end
