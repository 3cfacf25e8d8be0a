-- A loop without end and without a call.
-- expect: budget
while true do end
