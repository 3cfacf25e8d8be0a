-- There is no clock that a loop could watch: the time has whole seconds.
-- expect: harmless
assert(math.type(os.time()) == "integer" and not pcall(function() return os.clock() end))
assert(os.date("!%Y-%m-%d", 0) == "1970-01-01")
