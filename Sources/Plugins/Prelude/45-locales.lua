-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- chat:t: the texts of locales/ in the person's language.

--- The category of a number, as CLDR has it, by language. What is not here has "one" for 1, and "other".
local plurals = {}

function plurals.ar(n)
  if n == 0 then return "zero" elseif n == 1 then return "one" elseif n == 2 then return "two" end
  local rest = n % 100
  return rest >= 3 and rest <= 10 and "few" or rest >= 11 and "many" or "other"
end

function plurals.ru(n)
  local last, rest = n % 10, n % 100
  if last == 1 and rest ~= 11 then return "one" end
  return last >= 2 and last <= 4 and (rest < 12 or rest > 14) and "few" or "many"
end
plurals.uk = plurals.ru

function plurals.pl(n) return n == 1 and "one" or plurals.ru(n) == "few" and "few" or "many" end

function plurals.fr(n) return n < 2 and "one" or "other" end
plurals.pt, plurals.hi = plurals.fr, plurals.fr

function plurals.zh() return "other" end
plurals.ja, plurals.ko, plurals.id, plurals.ms, plurals.th, plurals.vi = plurals.zh, plurals.zh, plurals.zh, plurals.zh, plurals.zh, plurals.zh

--- `language` and the texts by the lower case of their language; made of what the host gave where it is first needed.
local locales

local function read_locales()
  local given = host.locales()
  if not given then misuse("chat:t needs texts: a plugin that is a folder has them in locales/, like locales/en.toml") end
  local texts = {}
  for language, entries in pairs(given.texts) do
    texts[language:lower()] = { language = language, entries = entries }
  end
  locales = { language = given.language, texts = texts }
end

--- The text in this language, or in the one that it is a kind of ("pt" for "pt-BR"), and its language.
local function text_in(language, key)
  local tag = gsub(language:lower(), "_", "-")
  while tag do
    local found = locales.texts[tag]
    if found and found.entries[key] then return found.entries[key], tag end
    tag = match(tag, "^(.+)%-")
  end
end

local function no_text(key, language)
  local files, keys, seen = {}, {}, {}
  for _, entry in pairs(locales.texts) do
    files[#files + 1] = "locales/" .. entry.language .. ".toml"
    for known in pairs(entry.entries) do
      if not seen[known] then keys[#keys + 1], seen[known] = known, true end
    end
  end
  local near = host.nearest(key, keys)
  local languages = { language }
  if locales.language ~= language then languages[2] = locales.language end
  if language ~= "en" and locales.language ~= "en" then languages[#languages + 1] = "en" end
  misuse(format("there is no text \"%s\" for the language %s in %s%s", key, table.concat(languages, " or "),
    table.concat(files, ", "), near and format(": did you mean \"%s\"?", near) or ""))
end

define("chat", "t", function(self, key, values)
  if not locales then read_locales() end
  local language = self.contact and self.contact.language
  if type(language) ~= "string" then language = locales.language end
  local text, tag = text_in(language, key)
  if not text then text, tag = text_in(locales.language, key) end
  if not text then text, tag = text_in("en", key) end
  if not text then no_text(key, language) end
  if type(text) == "table" then
    local count = values and values.count
    if type(count) ~= "number" then
      misuse(format("the text \"%s\" has forms by number: give it one, like chat:t(\"%s\", { count = 3 })", key, key))
    end
    local form = "other"
    if count % 1 == 0 then form = (plurals[sub(tag, 1, 2)] or function(n) return n == 1 and "one" end)(count) end
    -- "You have no tasks" is said in any language that has it so.
    text = count == 0 and text.zero or text[form] or text.other
  end
  return fill(text, values or no_options)
end)
