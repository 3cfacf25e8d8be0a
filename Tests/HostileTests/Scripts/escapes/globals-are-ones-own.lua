-- What a script calls its globals is its own, from an empty beginning.
-- expect: harmless
assert(_G.planted == nil and planted == nil, "somebody was here before")
_G.planted = true
planted = "here"
assert(_G._G == _G)
pcall = 7
assert(pcall == 7 and xpcall(function() assert(pcall == 7) end, error))
pcall = nil
assert(pcall(error) == false, "the sandbox's own is there again")
