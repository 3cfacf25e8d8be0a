-- Days as people write them.

local dates = {}

local weekdays = { sunday = 1, monday = 2, tuesday = 3, wednesday = 4, thursday = 5, friday = 6, saturday = 7 }

-- "Friday 9 January", of "2026-01-09".
function dates.day(chat, iso)
  local date = bot.language.date(iso:sub(1, 10))
  if not date then return iso end
  return chat:t("date", {
    weekday = chat:t("weekdays.d" .. weekdays[date.weekday]), day = date.day, month = chat:t("months.m" .. date.month),
  })
end

-- The first and the last day of a period, for a filter; both nil where there is none.
function dates.edges(when)
  if not when then return nil, nil end
  return when.first.iso:sub(1, 10), when.last.iso:sub(1, 10)
end

-- "Friday 9 January", "Monday 5 January to Sunday 11 January"
function dates.span(chat, when)
  local first, last = dates.edges(when)
  if first == last then return dates.day(chat, first) end
  return chat:t("span", { first = dates.day(chat, first), last = dates.day(chat, last) })
end

return dates
