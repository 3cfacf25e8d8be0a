-- Views of libraries are one each: what one script kept of it is what it sees.
-- expect: harmless
assert(string == string and rawequal(_G.string, string))
assert(rawlen(string) == 0 and #table == 0)
assert(("").rep == string.rep)
