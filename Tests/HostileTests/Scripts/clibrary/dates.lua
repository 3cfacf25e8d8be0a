-- Times far away, formats that are none, formats that are long.
-- expect: harmless
assert(not pcall(os.date, "%c", math.maxinteger) and not pcall(os.date, "%c", math.mininteger))
assert(not pcall(os.date, ("%c"):rep(1000)) and not pcall(os.date, "%") and not pcall(os.date, "%Ez", 0))
assert(not pcall(os.time, { year = math.maxinteger, month = 1, day = 1 }))
assert(not pcall(os.time, { year = 2026, month = math.mininteger, day = 1 }))
assert(not pcall(os.time, {}) and not pcall(os.date, "*t", "x"))
assert(type(os.time { year = 999999999, month = 999999999, day = 999999999 }) == "number")
