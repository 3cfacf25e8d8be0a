-- Asks for a gigabyte in seven letters.
-- expect: budget
string.pack("c1000000000", "x")
