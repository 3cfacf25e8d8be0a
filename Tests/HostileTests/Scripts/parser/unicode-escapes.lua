-- Escapes of characters at the ends.
-- expect: harmless
assert("\u{0}" == "\0" and #"\u{7FFFFFFF}" == 6 and "\x41\065\z
   A" == "AAA")
