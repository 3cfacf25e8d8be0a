-- A text that its values make huge.
-- expect: budget memory
chat:say(("{value}"):rep(700), { value = ("x"):rep(100000) })
