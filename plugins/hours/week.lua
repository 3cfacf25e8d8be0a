-- The days of the week in their order, and the next one on which something is open.

local week = {}

local days = { "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" }

-- The day on which it opens next, and in how many days that is; nil where it never does.
function week.next(now, opens, open_on)
  local today
  for i, day in ipairs(days) do
    if day == now.weekday then today = i end
  end
  for ahead = now.hour < opens and 0 or 1, 7 do
    local day = days[(today + ahead - 1) % 7 + 1]
    if open_on(day) then return day, ahead end
  end
end

return week
