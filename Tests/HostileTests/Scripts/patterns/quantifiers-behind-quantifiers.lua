-- A repetition of a repetition is a letter.
-- expect: harmless
assert(("a*"):find("a**") == 1 and ("a+"):match("a++") == "a+" and ("a?"):match("a??") == "a?")
