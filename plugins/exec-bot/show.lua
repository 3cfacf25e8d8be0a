-- How a task reads in a list.

local show = {}

local marks = { low = "▽", normal = "", high = "▲", urgent = "‼️" }
local days = { sunday = 1, monday = 2, tuesday = 3, wednesday = 4, thursday = 5, friday = 6, saturday = 7 }

-- "Friday 9 January", "Friday 9 January 17:00"
function show.due(chat, due)
  local date = bot.language.date(due)
  if not date then return due end
  local text = chat:t("date", {
    weekday = chat:t("weekdays.d" .. days[date.weekday]), day = date.day, month = chat:t("months.m" .. date.month),
  })
  if date.hour then text = text .. " " .. string.format("%d:%02d", date.hour, date.minute) end
  return text
end

function show.line(chat, task)
  local parts = { "*" .. task.title .. "*" }
  if marks[task.priority] ~= "" then parts[#parts + 1] = marks[task.priority] .. " " .. chat:t("priorities." .. task.priority) end
  if task.due then parts[#parts + 1] = chat:t("due", { due = show.due(chat, task.due) }) end
  if task.assignee ~= chat.user.id then
    local user = bot.users.get(task.assignee)
    if user then parts[#parts + 1] = user.name end
  end
  return table.concat(parts, " · ")
end

return show
