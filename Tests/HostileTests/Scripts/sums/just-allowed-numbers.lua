-- Reads and writes numbers without end.
-- expect: budget
for i = 1, 1e9 do local _ = tonumber(("%.17g"):format(i / 7)) end
