-- "Review the budget #finance" is "Review the budget", tagged finance. "#12" is a number of something, and stays.

local function read(text)
  local tags = {}
  local plain = (" " .. text):gsub("%s+#([^%s#]+)", function(word)
    local tag = word:gsub("[.,;:!?]+$", "")
    -- What is too long, or too many, stays in the title.
    if tag == "" or tag:find("^%d+$") or #tags == 20 or (utf8.len(tag) or 51) > 50 then return nil end
    tags[#tags + 1] = tag
    return ""
  end):gsub("^%s+", "")
  return plain, tags
end

-- The title without its tags, and these. `sentence`: where the title is from; what was understood of it has the words, but not the signs.
return function(title, sentence)
  local plain, tags = read(title)
  if #tags == 0 and sentence then
    local _, said = read(sentence)
    plain = title
    for _, tag in ipairs(said) do
      local first, last = (" " .. plain .. " "):lower():find(" " .. tag:lower() .. " ", 1, true)
      if first then
        tags[#tags + 1] = tag
        plain = ((" " .. plain):sub(1, first - 1) .. (plain .. " "):sub(last - 1)):gsub("^%s+", ""):gsub("%s+$", "")
      end
    end
  end
  if plain == "" then return title, {} end
  return plain, tags
end
