-- How a task reads in a list.

local show = {}

-- At most so many characters; string.sub counts bytes, and would cut Arabic letters in two.
function show.cut(text, most)
  local behind = utf8.offset(text, most + 1)
  return behind and text:sub(1, behind - 1) or text
end

local marks = { low = "▽", normal = "", high = "▲", urgent = "‼️" }
local days = { sunday = 1, monday = 2, tuesday = 3, wednesday = 4, thursday = 5, friday = 6, saturday = 7 }

-- "Friday 9 January", "Friday 9 January 17:00"
function show.due(chat, due)
  local date = bot.language.date(due)
  if not date then return due end
  local text = chat:t("date", {
    weekday = chat:t("weekdays.d" .. days[date.weekday]), day = date.day, month = chat:t("months.m" .. date.month),
  })
  -- Of another year that is told, unless it is about New Year: nobody takes 29 December for the next one on 5 January.
  local today = bot.today()
  if date.year ~= today.year and math.abs((bot.language.date(date.iso:sub(1, 10)) or today).unix - today.unix) > 183 * 86400 then text = text .. " " .. date.year end
  if date.hour then text = text .. " " .. string.format("%d:%02d", date.hour, date.minute) end
  return text
end

function show.line(chat, task)
  local parts = { "*" .. task.title .. "*" }
  if marks[task.priority] ~= "" then parts[#parts + 1] = marks[task.priority] .. " " .. chat:t("priorities." .. task.priority) end
  if task.due then parts[#parts + 1] = chat:t("due", { due = show.due(chat, task.due) }) end
  if task.project then
    local project = bot.projects.get(task.project)
    if project then parts[#parts + 1] = "📁 " .. project.name end
  end
  if #task.tags > 0 then parts[#parts + 1] = "🏷 " .. table.concat(task.tags, ", ") end
  if task.assignee ~= chat.user.id then
    local user = bot.users.get(task.assignee)
    if user then parts[#parts + 1] = user.name end
  end
  return table.concat(parts, " · ")
end

-- A numbered list; what it says where it is empty is `empty`.
function show.list(chat, title, tasks, empty)
  if #tasks == 0 then return empty end
  local lines = { title }
  for i, task in ipairs(tasks) do lines[#lines + 1] = i .. ". " .. show.line(chat, task) end
  return table.concat(lines, "\n")
end

-- That a list goes on beyond what is shown of it; "" where it does not.
function show.more(chat, filter, tasks)
  if #tasks < 50 then return "" end
  local more = bot.tasks.count(filter) - #tasks
  return more > 0 and "\n" .. chat:t("more", { count = more }) or ""
end

return show
