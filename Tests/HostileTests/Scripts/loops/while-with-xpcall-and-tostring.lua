-- Each round ends in a handler that makes text.
-- expect: budget
while true do xpcall(error, tostring, {}) end
