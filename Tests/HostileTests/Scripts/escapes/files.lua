-- The file system is not there.
-- expect: harmless
assert(not pcall(function() return io.open("/etc/passwd") end))
assert(not pcall(function() return io.popen("id") end))
assert(not pcall(function() return io.lines("/etc/passwd") end))
assert(not pcall(function() io.write("x") end))
assert(not pcall(function() return io.stdout end))
