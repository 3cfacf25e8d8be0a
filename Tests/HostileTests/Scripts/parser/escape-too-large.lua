-- An escape beyond all characters.
-- expect: error
return "\u{FFFFFFFFFF}"
