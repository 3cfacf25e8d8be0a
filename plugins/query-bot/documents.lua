-- What the documents in knowledge/ say.

local prompts = require "prompts"
local documents = {}

-- What a question asks beyond the one before it: "and in Alexandria?" is "in Alexandria?". nil where it does not follow on anything.
local function rest_of(question)
  local text = question:lower()
  for _, beginning in ipairs(prompts.follow_ups) do
    if text:sub(1, #beginning) == beginning then return question:sub(#beginning + 1) end
  end
  -- "والاسكندرية": the "wa" is written together with what it leads to.
  for _, beginning in ipairs(prompts.attached) do
    if text:sub(1, #beginning) == beginning then return question:sub(#"و" + 1) end
  end
end

local function is_enough(found) return found[1] and found[1].score >= bot.setting("enough") end

local function key(piece) return piece.source .. "\n" .. piece.title .. "\n" .. piece.text end

-- The pieces that answer, the best first; nil where none does. `before`: what was asked before.
function documents.search(question, before)
  local found = bot.knowledge.search(question, { limit = 3 })
  if is_enough(found) then return found end
  local rest = before and rest_of(question)
  if not rest then return nil end
  -- The words of before find what was said already: a piece that answers has some of the new ones, too.
  local new, answers = {}, {}
  for _, piece in ipairs(bot.knowledge.search(rest, { limit = 10 })) do new[key(piece)] = true end
  for _, piece in ipairs(bot.knowledge.search(before .. " " .. rest, { limit = 3 })) do
    if new[key(piece)] then answers[#answers + 1] = piece end
  end
  return is_enough(answers) and answers or nil
end

-- In the words of the document, with its name.
function documents.quote(chat, found) return chat:t("quote", { text = found[1].text, source = found[1].source }) end

-- What the model said of these pieces, with the names of the documents. Where it asks something itself it has said nothing of them.
function documents.sourced(chat, text, found)
  if not found or text:find("%?%s*$") or text:find("؟%s*$") then return text end
  local names, seen = {}, {}
  for _, piece in ipairs(found) do
    if piece.score >= bot.setting("enough") and not seen[piece.source] then
      names[#names + 1], seen[piece.source] = piece.source, true
    end
  end
  return chat:t("quote", { text = text, source = table.concat(names, ", ") })
end

-- As the model is given them.
function documents.told(found)
  local pieces = {}
  for i, piece in ipairs(found or {}) do pieces[i] = prompts.piece(piece) end
  return pieces
end

return documents
