-- A loop that steps by nothing.
-- expect: error
for i = 1, 10, 0 do end
