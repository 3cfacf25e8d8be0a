-- Leaves globals, a changed string and a full stack behind.
-- expect: error
string = { rep = function() return "damaged" end }
print, pcall, type, tostring = nil, error, nil, nil
_G.next, _G.pairs = 1, 2
setmetatable(_G, nil)
