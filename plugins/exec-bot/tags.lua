-- Tags: words by which tasks are found together.

local refer, show = require "refer", require "show"
local sentences = require "sentences_tags"

-- What only leads to a tag.
local leads = { "the ", "tags ", "tag ", "label ", "hashtag ", "#", "وسم ", "الوسم ", "تاج ", "التاج ", "هاشتاج ", "هاشتاق ", "علامة " }

local function plain(tag)
  tag = tag:gsub("[\"'.,!?]", ""):gsub("“", ""):gsub("”", ""):gsub("«", ""):gsub("»", ""):gsub("؟", ""):gsub("^%s+", ""):gsub("%s+$", "")
  local again = true
  while again do
    again = false
    for _, lead in ipairs(leads) do
      if tag:lower():sub(1, #lead) == lead and #tag > #lead then tag, again = tag:sub(#lead + 1), true end
    end
  end
  return tag
end

-- "finance and q3", "#finance #q3", "مالية، تقارير"
local function read(text)
  local tags = {}
  text = text:gsub("،", ","):gsub(" and ", ","):gsub(" و ", ","):gsub("&", ","):gsub("%s#", ",")
  for part in text:gmatch("[^,]+") do
    local tag = plain(part)
    if tag ~= "" then tags[#tags + 1] = show.cut(tag, 50) end
  end
  return tags
end

local function change(chat, task, tags)
  task = bot.tasks.update(task.id, { tags = tags })
  refer.touch(chat, task)
  chat:say(chat:t("updated", { task = show.line(chat, task) }))
end

bot.command("tag", {
  help = { en = "Tags a task", ar = "يضع وسما على مهمة" }, usage = "tag <task> [with <words>]", access = "member", params = { task = "name?", with = "text" }, examples = sentences.tag,
  run = function(chat, args)
    local task = refer.task(chat, args.task, { done = true })
    if not task then return end
    local tags = task.tags
    for _, tag in ipairs(read(args.with)) do tags[#tags + 1] = tag end
    local fine, failure = pcall(change, chat, task, tags)
    if fine then return end
    if failure.code ~= "invalid" then error(failure, 0) end
    chat:say(chat:t("too_many_tags", task))
  end,
})

-- What is alike but for its case is the same.
local function without(tags, gone)
  local left = {}
  for _, tag in ipairs(tags) do
    local stays = true
    for _, other in ipairs(gone) do stays = stays and tag:lower() ~= other:lower() end
    if stays then left[#left + 1] = tag end
  end
  return left
end

bot.command("untag", {
  help = { en = "Takes a tag off a task, or all", ar = "يزيل وسما عن مهمة أو كل الوسوم" }, usage = "untag <task> [tag <word>]", access = "member", params = { task = "name?", tag = "text?" },
  examples = sentences.untag,
  run = function(chat, args)
    local task = refer.task(chat, args.task, { done = true })
    if not task then return end
    local left = args.tag and without(task.tags, read(args.tag)) or {}
    if #left == #task.tags then
      return chat:say(chat:t(args.tag and "not_tagged" or "no_tags_on", { title = task.title, tag = args.tag and plain(args.tag) }))
    end
    change(chat, task, left)
  end,
})

bot.query("tagged", {
  help = { en = "Lists tasks of a tag", ar = "يعرض مهام وسم" }, usage = "tagged <tag>", access = "member", params = { tag = "text" }, examples = sentences.tagged,
  run = function(chat, args)
    local tag = read(args.tag)[1] or args.tag
    local filter = { tag = tag }
    local found = bot.tasks.list(filter)
    refer.remember(chat, found)
    return show.list(chat, chat:t("list.some", { which = "🏷 " .. tag }), found, chat:t("none.some", { which = "🏷 " .. tag }))
  end,
})

bot.query("tags", {
  help = { en = "Which tags there are", ar = "الوسوم الموجودة" }, access = "member", examples = sentences.tags,
  run = function(chat)
    local counts, names = {}, {}
    for _, task in ipairs(bot.tasks.list { limit = 200 }) do
      for _, tag in ipairs(task.tags) do
        if not counts[tag] then names[#names + 1] = tag end
        counts[tag] = (counts[tag] or 0) + 1
      end
    end
    table.sort(names)
    local lines = { chat:t("tags") }
    for _, name in ipairs(names) do lines[#lines + 1] = "🏷 " .. name .. ": " .. counts[name] end
    return #lines == 1 and chat:t("no_tags") or table.concat(lines, "\n")
  end,
})
