-- Moves a quadrillion empty places.
-- expect: error
table.move({}, 1, 1000000000000000, 2)
