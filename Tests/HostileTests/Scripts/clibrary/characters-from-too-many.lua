-- More characters at once than there may be.
-- expect: error
string.char(table.unpack(table.move({}, 1, 0, 1), 1, 200000))
