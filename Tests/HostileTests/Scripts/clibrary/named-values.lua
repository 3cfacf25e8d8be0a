-- A text with a million braces is looked through by the prelude's own Lua, which is charged like any.
-- expect: error
bot.log(("{x}"):rep(100000), { x = 1 })
