-- Every function of the libraries with arguments of every type: errors, never a crash.
-- expect: harmless
local values = { 0, -1, 1.5, math.huge, 0 / 0, math.maxinteger, math.mininteger, "", "x", "%", ("x"):rep(1000), true, false, {},
  { 1, 2 }, print, setmetatable({}, { __index = {} }), string }
local function try(f)
  pcall(f)
  for _, a in ipairs(values) do
    pcall(f, a)
    pcall(f, a, a)
    pcall(f, a, 1, "x")
    pcall(f, "abc", a, a)
    pcall(f, {}, a)
  end
end
for _, library in ipairs { string, table, math, utf8, os } do
  for name, f in pairs(library) do
    -- A text that is repeated as often as there are integers ends the run, as it should.
    if type(f) == "function" and name ~= "rep" then try(f) end
  end
end
for _, f in pairs { assert = assert, ipairs = ipairs, next = next, pairs = pairs, pcall = pcall, rawequal = rawequal,
  rawget = rawget, rawlen = rawlen, rawset = rawset, select = select, setmetatable = setmetatable,
  getmetatable = getmetatable, tonumber = tonumber, tostring = tostring, type = type, xpcall = xpcall } do
  try(f)
end
