-- Walks a long text letter by letter.
-- expect: budget
local s = ("é"):rep(100000) while true do for _ in utf8.codes(s) do end utf8.len(s) utf8.offset(s, -1) end
