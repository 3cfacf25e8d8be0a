-- A replacement names a capture that there is not.
-- expect: error
("abc"):gsub("%w", "%2")
