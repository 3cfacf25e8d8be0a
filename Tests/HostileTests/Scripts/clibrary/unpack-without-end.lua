-- More results than there are.
-- expect: error
table.unpack({}, 1, 100000000)
