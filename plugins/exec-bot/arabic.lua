-- The commands under Arabic names, for those who type them. Sentences in Arabic lead to the others.

local tasks, changes, reminders = require "tasks", require "changes", require "reminders"

bot.command("مهمة", {
  help = { ar = "إنشاء مهمة" }, usage = "مهمة <عنوان> [موعد <تاريخ>]", access = "member",
  params = { ["عنوان"] = "text", ["موعد"] = "date?" },
  run = function(chat, args) tasks.create(chat, { title = args["عنوان"], due = args["موعد"] }) end,
})

bot.query("مهام", { help = { ar = "عرض المهام" }, access = "member", run = function(chat) return tasks.way(chat, "all") end })
bot.query("مهام اليوم", { help = { ar = "مهام اليوم" }, access = "member", run = function(chat) return tasks.way(chat, "today") end })
bot.query("مهام الأسبوع", { help = { ar = "مهام هذا الأسبوع" }, access = "member", run = function(chat) return tasks.way(chat, "week") end })
bot.query("المتأخر", { help = { ar = "المهام المتأخرة" }, access = "member", run = function(chat) return tasks.way(chat, "overdue") end })

bot.command("تم", {
  help = { ar = "إنهاء مهمة" }, usage = "تم <مهمة>", access = "member", params = { ["مهمة"] = "name?" },
  run = function(chat, args)
    if not args["مهمة"] and reminders.finish_last(chat) then return end
    changes.complete(chat, args["مهمة"])
  end,
})

bot.command("احذف", {
  help = { ar = "حذف مهمة" }, usage = "احذف <مهمة>", access = "member", params = { ["مهمة"] = "name" },
  run = function(chat, args) changes.delete(chat, args["مهمة"]) end,
})

bot.command("ذكرني", {
  help = { ar = "تذكير" }, usage = "ذكرني <نص>", access = "member", params = { ["نص"] = "text?" },
  run = function(chat, args) reminders.remind(chat, args["نص"]) end,
})

bot.command("غفوة", {
  help = { ar = "التذكير من جديد بعد ساعة" }, usage = "غفوة <وقت>", access = "member", params = { ["وقت"] = "text?" },
  run = function(chat, args) reminders.snooze_last(chat, args["وقت"]) end,
})
