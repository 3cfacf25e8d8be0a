-- Keeps nearly everything there is in small pieces, and then makes garbage: each text asks for a collection.
-- expect: budget
local kept = {}
for i = 1, 700000 do kept[i] = { i } end
local text = ("x"):rep(3000000)
while true do local _ = text .. #kept end
