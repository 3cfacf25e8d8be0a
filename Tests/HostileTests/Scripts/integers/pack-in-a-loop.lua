-- Packs as much as is allowed for ever.
-- expect: budget
while true do string.pack("c1000000", "x") end
