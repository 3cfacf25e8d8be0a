-- Dates at the ends of time.
-- expect: harmless
assert(not pcall(os.date, "%c", math.maxinteger) and not pcall(os.date, "*t", math.mininteger))
for _, field in ipairs { "year", "month", "day", "hour", "min", "sec" } do
  local fields = { year = 2000, month = 1, day = 1 }
  fields[field] = math.maxinteger
  assert(not pcall(os.time, fields))
  fields[field] = 0/0
  assert(not pcall(os.time, fields))
end
