-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- What the bot says by itself, and how it reads what people write. The files of this folder are one chunk, in the order
-- of their names; `host` is what script-worker gives it.

local host = ...
local misuse = host.misuse
local format, find, match, sub, gsub = string.format, string.find, string.match, string.sub, string.gsub

--- Every sentence of the prelude, per language. Another language is another table here.
local sentences = {
  en = {
    text = "Please answer with a text message.",
    number = "Please answer with a number.",
    integer = "Please answer with a whole number.",
    between = "Please answer with a number from {min} to {max}.",
    at_least = "Please answer with a number of {min} or more.",
    at_most = "Please answer with a number of {max} or less.",
    date = "Please answer with a date, like \"tomorrow\" or \"25 December\".",
    location = "Please send a location.",
    media = "Please send a picture, a video, an audio message or a file.",
    choose = "Please choose one of these.",
    choices = "Choose",
    confirm = "Please answer with yes or no.",
    again = "Please try again.",
    refused = "Nothing was done.",
    open = "Open",
    form = "Please use the button above to fill in the form.",
    meant = "Did you mean one of these? If not, say it in other words.",
    meant_this = "Did you mean this?",
    otherwise = "Then please say it in other words, or write *help*.",
  },
  ar = {
    text = "من فضلك أجب برسالة نصية.",
    number = "من فضلك أجب برقم.",
    integer = "من فضلك أجب برقم صحيح.",
    between = "من فضلك أجب برقم من {min} إلى {max}.",
    at_least = "من فضلك أجب برقم لا يقل عن {min}.",
    at_most = "من فضلك أجب برقم لا يزيد عن {max}.",
    date = "من فضلك أجب بتاريخ، مثل \"غدًا\" أو \"25 ديسمبر\".",
    location = "من فضلك أرسل موقعًا.",
    media = "من فضلك أرسل صورة أو فيديو أو رسالة صوتية أو ملفًا.",
    choose = "من فضلك اختر واحدًا مما يلي.",
    choices = "اختر",
    confirm = "من فضلك أجب بنعم أو لا.",
    again = "من فضلك حاول مرة أخرى.",
    refused = "لم يتم عمل شيء.",
    open = "فتح",
    form = "من فضلك استخدم الزر أعلاه لملء النموذج.",
    meant = "هل تقصد واحدا من هذه؟ إن لم يكن، فقلها بكلمات أخرى.",
    meant_this = "هل تقصد هذا؟",
    otherwise = "إذن قلها بكلمات أخرى من فضلك، أو اكتب *مساعدة*.",
  },
}

--- The titles of the two buttons of a confirmation, and the answers that mean the same.
local confirmations = {
  en = { "Yes", "No", yes = { "yes", "y", "yeah", "yep", "ok", "okay", "sure" }, no = { "no", "n", "nope" } },
  ar = { "نعم", "لا", yes = { "نعم", "أيوه", "ايوه", "أيوة", "ايوة", "اه", "تمام", "موافق" }, no = { "لا", "لأ", "كلا" } },
  es = { "Sí", "No", yes = { "sí", "si", "claro", "vale" }, no = { "no" } },
  fr = { "Oui", "Non", yes = { "oui", "ouais", "d'accord" }, no = { "non" } },
  de = { "Ja", "Nein", yes = { "ja", "klar", "gerne" }, no = { "nein", "nee" } },
  pt = { "Sim", "Não", yes = { "sim", "claro" }, no = { "não", "nao" } },
  hi = { "हाँ", "नहीं", yes = { "हाँ", "हां", "जी", "जी हाँ", "haan", "ha" }, no = { "नहीं", "नही", "nahi", "nahin" } },
  id = { "Ya", "Tidak", yes = { "ya", "iya", "oke", "baik" }, no = { "tidak", "nggak", "gak", "bukan" } },
}

--- English and digits are understood from everybody, and a thumb says it too.
local common_answers = { ["👍"] = true, ["✅"] = true, ["1"] = true, ["👎"] = false, ["❌"] = false, ["2"] = false }
for _, word in ipairs(confirmations.en.yes) do common_answers[word] = true end
for _, word in ipairs(confirmations.en.no) do common_answers[word] = false end

local answers_by_language = {}
for language, entry in pairs(confirmations) do
  local answers = {}
  for word, meaning in pairs(common_answers) do answers[word] = meaning end
  for _, word in ipairs(entry.yes) do answers[host.fold(word)] = true end
  for _, word in ipairs(entry.no) do answers[host.fold(word)] = false end
  answers_by_language[language] = answers
end

--- The two letters of the person's language ("pt_BR" is "pt").
local function language_of(chat)
  local language = chat.contact and chat.contact.language
  return type(language) == "string" and sub(language, 1, 2):lower() or "en"
end

local function sentences_of(chat) return sentences[language_of(chat)] or sentences.en end

-- Durations ----------------------------------------------------------------------------------------------------------

local units = {
  ms = 1, millisecond = 1, milliseconds = 1,
  s = 1000, sec = 1000, second = 1000, seconds = 1000,
  min = 60000, mins = 60000, minute = 60000, minutes = 60000,
  h = 3600000, hour = 3600000, hours = 3600000,
  d = 86400000, day = 86400000, days = 86400000,
  week = 604800000, weeks = 604800000,
}

local function not_a_duration(text)
  misuse(format("\"%s\" is not a duration: write it like \"30 minutes\", \"2 hours\" or \"5 days\"", tostring(text)))
end

--- Milliseconds of a duration in words, and how many of them are whole days and weeks. The host reads them by the same rules (DurationWords).
local function milliseconds(text)
  if type(text) ~= "string" then not_a_duration(text) end
  local words, total, days, parts, at = text:lower(), 0, 0, 0, 1
  while true do
    at = match(words, "^ *()", at)
    if at > #words then break end
    local digits, unit, after = match(words, "^(%d*) *([%a\x80-\xff]*)()", at)
    local amount = math.tointeger(tonumber(digits))
    if not amount or amount > 1000000 or unit == "" then not_a_duration(text) end
    if unit == "m" then
      misuse(format("\"%s\" is ambiguous: write \"%d minutes\" or \"%d months\" in days", text, amount, amount))
    end
    if not units[unit] then not_a_duration(text) end
    total, parts, at = total + amount * units[unit], parts + 1, after
    if units[unit] >= units.day then days = days + amount * units[unit] end
    if total > 10^15 then not_a_duration(text) end
  end
  if parts == 0 then not_a_duration(text) end
  return total, days
end

-- Numbers ------------------------------------------------------------------------------------------------------------

--- The digits of other scripts, by the bytes before their last one: Arabic, Persian, Devanagari.
local digit_blocks = { { "\xD9", 0xA0 }, { "\xDB", 0xB0 }, { "\xE0\xA5", 0xA6 } }

local function plain_digits(text)
  if not find(text, "[\x80-\xff]") then return text end
  for _, block in ipairs(digit_blocks) do
    text = gsub(text, block[1] .. "([\x80-\xbf])", function(last)
      local digit = last:byte() - block[2]
      if digit >= 0 and digit <= 9 then return tostring(digit) end
    end)
  end
  -- Arabic separators: thousands, decimals.
  return (gsub(gsub(text, "\xD9\xAC", ","), "\xD9\xAB", "."))
end

--- The number that somebody wrote: "1,000", "1.5", "1,5", "٢٥"; nil where it is none.
local function read_number(text)
  if #text > 60 then return nil end
  local digits = gsub(plain_digits(text), "^%s+", "")
  digits = gsub(digits, "%s+$", "")
  -- "1 000": a space may only part groups of three.
  if find(digits, "^[+-]?%d%d?%d?%s%d%d%d") then digits = gsub(digits, "%s(%d%d%d)", "%1") end
  local sign, body = match(digits, "^([+-]?)([%d.,]+)$")
  if not body then return nil end
  if find(body, "^%d%d?%d?,%d%d%d[%d,.]*$") then body = gsub(body, ",", "") else body = gsub(body, ",", ".") end
  if not find(body, "^%d+%.?%d*$") and not find(body, "^%.%d+$") then return nil end
  local number = tonumber(sign == "-" and "-" .. body or body)
  return number and math.tointeger(number) or number
end
