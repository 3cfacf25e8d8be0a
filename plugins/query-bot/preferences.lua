-- What is remembered of a person: their language, the project that their tasks are for, the hour of their daily summary. It stands in
-- chat.contact.fields, where every plugin sees it.

local sentences, who = require "sentences", require "who"

local codes = { english = "en", arabic = "ar" }

bot.command("language", {
  aliases = { "اللغة" }, help = { en = "Answers in another language", ar = "يجيب بلغة أخرى" }, usage = "language <english|arabic>",
  examples = sentences.language,
  params = {
    language = {
      "english", "arabic",
      words = {
        english = { "en", "الإنجليزية", "الانجليزية", "بالإنجليزية", "بالانجليزية", "إنجليزي", "انجليزي", "بالانجليزي", "الانجليزي", "إنكليزي", "انكليزي", "بالانكليزي" },
        arabic = { "ar", "العربية", "بالعربية", "عربي", "بالعربي", "العربي", "عربى", "بالعربى" },
      },
    },
  },
  run = function(chat, args)
    chat.contact:set { language = codes[args.language] }
    chat:say(chat:t("language_set"))
  end,
})

bot.command("default project", {
  help = { en = "Puts your new tasks into a project, unless you name another", ar = "يضع مهامك الجديدة في مشروع ما لم تذكر غيره" }, usage = "default project <project>",
  access = "member",
  params = { project = "name" }, examples = sentences.default_project,
  run = function(chat, args)
    local project = who.project(chat, args.project)
    if not project then return end
    if project.closed then return chat:say(chat:t("default_closed", project)) end
    chat.contact:set { default_project = project.id }
    chat:say(chat:t("default_set", project))
  end,
})

bot.command("default project off", {
  help = { en = "Puts new tasks into no project by themselves", ar = "لا يضع المهام الجديدة في أي مشروع تلقائيا" }, access = "member",
  examples = sentences.no_default_project,
  run = function(chat)
    local id = chat.contact.fields.default_project
    chat.contact:set { default_project = false }
    chat:say(chat:t(id and "default_off" or "default_none"))
  end,
})

bot.query("preferences", {
  aliases = { "إعداداتي" }, help = { en = "What I remember of you: language, default project, daily summary", ar = "ما أتذكره عنك: اللغة والمشروع الافتراضي والملخص اليومي" },
  examples = sentences.preferences,
  run = function(chat)
    local fields = chat.contact.fields
    local lines = { chat:t("preferences"), "• " .. chat:t("preference_language") }
    -- What only the staff has.
    if chat.user then
      local project = fields.default_project and bot.projects.get(fields.default_project)
      lines[#lines + 1] = "• " .. (project and chat:t("preference_project", project) or chat:t("default_none"))
      local at = fields.summary and fields.summary_at
      lines[#lines + 1] = "• " .. (at and chat:t("preference_summary", { time = string.format("%d:%02d", at // 60, at % 60) }) or chat:t("no_summary"))
    end
    return table.concat(lines, "\n")
  end,
})
