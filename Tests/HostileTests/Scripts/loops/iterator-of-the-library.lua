-- Library functions as iterators without end.
-- expect: budget
for x in string.len, "x" do end
