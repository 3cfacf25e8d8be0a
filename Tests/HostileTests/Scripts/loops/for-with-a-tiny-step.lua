-- A float loop whose step is lost in rounding never gets on.
-- expect: budget
for _ = 1.0, 2.0, 1e-300 do end
