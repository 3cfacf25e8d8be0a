-- Texts that are almost JSON.
-- expect: harmless
for _, text in ipairs { "", " ", "{", "[", "[1,", '{"a"', '{"a":', '"', '"\\', '"\\u', '"\\ud800"', "-", "1e", "0x1", "nul", "[1]]",
  "\0", "1e999999999", ("9"):rep(10000), '{"a":1,}', "[,]", "\xEF\xBB\xBF1", '"\xFF"' } do
  pcall(bot.json.decode, text)
end
assert(not pcall(bot.json.decode, "{") and not pcall(bot.json.decode, "nul") and not pcall(bot.json.decode, '"\\u'))
