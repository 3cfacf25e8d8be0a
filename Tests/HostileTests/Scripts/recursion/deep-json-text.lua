-- A text of half a million brackets, to be decoded.
-- expect: error
bot.json.decode(("["):rep(500000) .. ("]"):rep(500000))
