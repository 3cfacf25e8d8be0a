-- Sets with brackets, ranges without an end, classes and escapes inside.
-- expect: harmless
assert(("]"):find("[]]") == 1 and ("-"):find("[a-]") == 1 and ("^"):find("[%^]") == 1 and ("a"):find("[^]]") == 1)
assert(("%"):find("[%%]") == 1 and ("\0"):find("[\0]") == 1 and ("b"):find("[a-c%d]") == 1 and not ("d"):find("[^%a]"))
assert(not pcall(string.find, "a", "[a") and not pcall(string.find, "a", "[]") and not pcall(string.find, "a", "[^]")
  and not pcall(string.find, "a", "[a%") and not pcall(string.find, "a", "%"))
