-- Joins a quadrillion places.
-- expect: error
table.concat({}, "", 1, 1000000000000000)
