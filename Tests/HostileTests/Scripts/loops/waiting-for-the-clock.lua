-- Waits, by looking at the time.
-- expect: budget
local beginning = os.time()
while os.time() < beginning + 60 do end
