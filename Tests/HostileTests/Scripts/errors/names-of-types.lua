-- Types may be named by anything.
-- expect: harmless
for _, name in ipairs { 1, true, {}, "", "\0", print } do
  local o = setmetatable({}, { __name = name })
  assert(not pcall(function() return o + 1 end) and type(tostring(o)) == "string" and not pcall(string.rep, o))
end
