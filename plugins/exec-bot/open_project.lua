-- The project that something is to go into. One that is closed is opened again for that, or nothing goes into it: nobody looks there any more.

local agreed = require "agreed"
local refer = require "refer"

-- Says so and returns nil where there is none, or it stays closed.
return function(chat, text)
  local project = refer.project(chat, text)
  if not project or not project.closed then return project end
  if agreed(chat, chat:t("open_closed", project)) then return bot.projects.reopen(project.id) end
  chat:say(chat:t("stays_closed", project))
end
