-- _ENV and _G are the same, and one's own.
-- expect: harmless
assert(_ENV == _G and _G._G == _G)
_G.x = 1
assert(x == 1 and _ENV.x == 1 and rawget(_G, "x") == 1)
_G.print, _G.pcall = nil, nil
assert(print and pcall)
string = nil
assert(("x"):rep(2) == "xx")
