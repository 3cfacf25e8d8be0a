-- What one conversation calls its globals no other conversation sees.
-- expect: harmless
assert(planted == nil and _G.planted == nil, "somebody was here before")
planted = true
string = nil
chat:say("held")
