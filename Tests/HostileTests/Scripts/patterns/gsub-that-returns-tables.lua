-- A replacement function returns what is no text.
-- expect: error
("abc"):gsub("%w", function(letter) return { letter } end)
