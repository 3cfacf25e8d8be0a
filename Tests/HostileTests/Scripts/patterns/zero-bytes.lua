-- Zero bytes in text and pattern end neither.
-- expect: harmless
assert(("a\0b"):find("\0b") == 2)
assert(("a\0b"):match("[\0]b") == "\0b")
assert(("\0"):rep(100):gsub("%z", "x") == ("x"):rep(100))
