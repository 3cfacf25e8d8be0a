-- An iterator outlives the text that it walks.
-- expect: harmless
local steps = {}
for i = 1, 50 do steps[i] = (("t" .. i .. " "):rep(200)):gmatch("%S+") end
local garbage = {}
for i = 1, 20000 do garbage[i % 100] = ("g"):rep(i % 300) end
for i = 1, 50 do for word in steps[i] do assert(word == "t" .. i) end end
