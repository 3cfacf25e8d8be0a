-- One instruction that takes minutes: only the host's deadline ends it.
-- expect: budget deadline
local t, step = {}, (1 << 18) - 1
for i = 1, (1 << 17) + 1 do t[i * step] = true end
