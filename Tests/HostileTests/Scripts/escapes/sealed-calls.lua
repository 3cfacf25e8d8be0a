-- __index of a read-only view leads to the library, not to something that can be changed through it.
-- expect: harmless
local view = setmetatable({}, { __index = string })
view.rep = function() return "changed" end
assert(("x"):rep(2) == "xx" and string.rep("x", 2) == "xx")
local through = setmetatable({}, { __newindex = string })
assert(not pcall(function() through.rep = 1 end))
assert(string.rep("x", 2) == "xx")
