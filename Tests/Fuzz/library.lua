-- Moonpost
-- SPDX-License-Identifier: Apache-2.0

-- Calls the library's functions with generated arguments and prints what they return or raise. It is run by the sandbox
-- and by the stock library, with the same `seed` and number of `calls`, which are put before it. What the sandbox does
-- otherwise on purpose is in docs/sandbox.md, and left out here.

local state = seed * 0x9E3779B97F4A7C15 + 1

--- A number from 1 to n, the same for the same seed.
local function chance(n)
  state = state ~ state << 13
  state = state ~ state >> 7
  state = state ~ state << 17
  return (state >> 1) % n + 1
end

local function one_of(list) return list[chance(#list)] end

-- Arguments ----------------------------------------------------------------------------------------------------------

local integers = { 0, 1, 2, 3, 5, 7, 10, 16, 36, 97, 100, 127, 128, 255, 256, 1000, 65535, 1 << 31, (1 << 53) + 1,
  math.maxinteger, math.maxinteger - 1, math.mininteger, math.mininteger + 1, -1, -2, -3, -10, -128, -1000 }
local floats = { 0.0, -0.0, 0.1, 0.5, 1.0, 1.5, 2.5, -0.5, -1.5, 3.7, 1e15, 1e16, 1e100, -1e300, 5e-324, 2.0^53, 2.0^63,
  -2.0^63, 1e308, math.huge, -math.huge, 0/0, math.pi }
local words = { "", "a", "b", "abc", "hello world", "10", "0x10", " 5 ", "1e2", "-7", "0x1p4", "1.5", "é", "日本語", "\0",
  "a\0b", "\n", "\"quoted\"", "\\", "\xFF", "\xC3", "z9", "7F", "Zz", "nan", "inf", "0x", "1e", "- 1", "\r\t\v",
  ("x"):rep(40), "\u{10FFFF}", "\u{7FFFFFFF}", "%", "100000000000000000000", "0xFFFFFFFFFFFFFFFFF" }

local function small() return chance(12) - 4 end

local function integer() return chance(2) == 1 and small() or one_of(integers) end

local function number() return chance(2) == 1 and integer() or one_of(floats) end

local function text()
  if chance(3) > 1 then return one_of(words) end
  local bytes = {}
  for i = 1, chance(8) do bytes[i] = string.char(chance(256) - 1) end
  return table.concat(bytes)
end

local function lax() return chance(2) == 1 end

local function list(make)
  local made = {}
  for i = 1, chance(9) - 1 do made[i] = make() end
  return made
end

local function anything()
  return (one_of { number, text, integer, lax, function() return nil end, function() return {} end })()
end

--- Nearly always `make`'s, sometimes anything.
local function mostly(make) return function() if chance(12) == 1 then return anything() end return make() end end

local function conversion()
  local flags = one_of { "", "", "-", "+", " ", "#", "0", "-+", "0#", "- ", "--", "+-#0 " }
  local width = one_of { "", "", "1", "5", "20", "99", "100", "05" }
  local precision = one_of { "", "", ".", ".0", ".3", ".14", ".20", ".99", ".100" }
  return "%" .. flags .. width .. precision .. one_of { "d", "i", "u", "c", "x", "X", "o", "e", "E", "f", "F", "g", "G", "a", "A",
    "s", "q", "%", "z", "" }
end

local function format_arguments()
  local parts, arguments = {}, { n = 0 }
  for _ = 1, chance(3) do
    parts[#parts + 1] = one_of { "", "a ", "%%", "[" }
    parts[#parts + 1] = chance(3) == 1 and one_of { "%d", "%s", "%q", "%5.2f", "%g", "%x", "%c", "%i", "%-10s|" } or conversion()
    arguments.n = arguments.n + 1
    -- How a table is shown differs.
    arguments[arguments.n] = (one_of { number, text, integer, function() return true end, function() return nil end })()
  end
  return table.concat(parts), table.unpack(arguments, 1, arguments.n - (chance(10) == 1 and 1 or 0))
end

local function pack_format()
  local parts = {}
  for i = 1, chance(4) do
    parts[i] = one_of { "<", ">", "=", "!", "!4", "b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T", "f", "d", "n", "i1", "i3", "I5",
      "i8", "i16", "i17", "s", "s1", "s2", "z", "x", "Xi4", "X", "c3", "c", "c0", " ", "!3", "i0", "Xz", "q" }
  end
  return table.concat(parts)
end

local function pack_arguments()
  return pack_format(), mostly(number)(), mostly(text)(), mostly(integer)(), mostly(text)()
end

local dates = { "%c", "%x", "%X", "%Y-%m-%d", "%H:%M:%S", "%a %A %b %B %p", "%j %U %W %w %u %V %G %g", "%y %C %e %I %D %F %T %R %r",
  "%n%t%%", "!%c", "!%F %z", "*t", "!*t", "%Q", "%", "%h" }

local function date_fields()
  local fields = { year = 1970 + chance(80), month = small() + 3, day = small() * 5, hour = chance(2) == 1 and small() * 7 or nil,
    min = chance(2) == 1 and small() * 31 or nil, sec = chance(2) == 1 and small() * 1000 or nil }
  if chance(8) == 1 then fields.month = one_of { "3", 2.5, "x", {}, 3.0 } end
  if chance(12) == 1 then fields.year = nil end
  return fields
end

-- Functions ----------------------------------------------------------------------------------------------------------

local position = mostly(integer)
local numbers = mostly(number)
local texts = mostly(text)

--- A call of a function with as many of these arguments as there are, or fewer.
local function with(...)
  local makers = table.pack(...)
  return function()
    local arguments = { n = chance(6) == 1 and chance(makers.n + 1) - 1 or makers.n }
    for i = 1, arguments.n do arguments[i] = makers[i]() end
    return table.unpack(arguments, 1, arguments.n)
  end
end

local function base() return chance(35) + 1 end
local function of_numbers() return list(number) end
local function of_texts() return list(text) end
local function of_integers() return list(integer) end
local function of_short() return list(function() return one_of { "a", "b", "cc", 1, 2.5 } end) end
local function some_list() return (one_of { of_numbers, of_texts, of_integers })() end
local function few() return chance(9) - 3 end

local calls_of = {
  ["string.len"] = with(texts), ["string.sub"] = with(texts, position, position), ["string.upper"] = with(texts),
  ["string.lower"] = with(texts), ["string.reverse"] = with(texts), ["string.byte"] = with(texts, position, position),
  ["string.char"] = with(mostly(function() return chance(258) - 2 end), mostly(function() return chance(256) - 1 end)),
  ["string.rep"] = function() return texts(), few(), texts() end, ["string.format"] = format_arguments, ["string.pack"] = pack_arguments,
  ["string.unpack"] = function() return pack_format(), text() .. "\1\2\3\4\5\6\7\8\0abcdefgh\0", mostly(small)() end,
  ["string.packsize"] = pack_format,
  ["table.concat"] = with(mostly(of_short), texts, mostly(few), mostly(few)), ["table.insert"] = with(some_list, mostly(few), anything),
  ["table.remove"] = with(some_list, mostly(few)), ["table.unpack"] = function() return some_list(), few(), few() end,
  ["table.move"] = with(some_list, few, few, few), ["table.pack"] = with(anything, anything, anything),
  ["table.sort"] = with(one_of { of_texts, of_integers }),
  ["utf8.char"] = with(mostly(integer), mostly(integer)), ["utf8.len"] = with(texts, position, position, lax),
  ["utf8.codepoint"] = with(texts, position, position, lax), ["utf8.offset"] = with(texts, position, position),
  ["math.abs"] = with(numbers), ["math.ceil"] = with(numbers), ["math.floor"] = with(numbers), ["math.sqrt"] = with(numbers),
  ["math.exp"] = with(numbers), ["math.log"] = with(numbers, numbers), ["math.sin"] = with(numbers), ["math.cos"] = with(numbers),
  ["math.tan"] = with(numbers), ["math.asin"] = with(numbers), ["math.acos"] = with(numbers), ["math.atan"] = function() return number(), number() end,
  ["math.deg"] = with(numbers), ["math.rad"] = with(numbers), ["math.fmod"] = with(numbers, numbers), ["math.modf"] = with(numbers),
  ["math.max"] = with(numbers, numbers, numbers), ["math.min"] = with(numbers, numbers, numbers),
  ["math.tointeger"] = with(anything), ["math.type"] = with(anything), ["math.ult"] = with(position, position),
  ["tonumber"] = with(anything, base), ["tostring"] = with(number), ["type"] = with(anything),
  ["select"] = with(mostly(small), anything, anything, anything), ["rawlen"] = with(some_list), ["rawequal"] = with(anything, anything),
  ["rawget"] = with(some_list, anything), ["next"] = with(of_numbers), ["error"] = with(anything), ["assert"] = with(anything, anything),
  ["os.date"] = function() return one_of(dates), chance(4000000000) - 1000000000 end,
  ["os.time"] = function() return chance(12) == 1 and (anything() or 1) or date_fields() end, ["os.difftime"] = with(position, position),
  ["ipairs"] = with(mostly(some_list)), ["setmetatable"] = with(some_list, anything), ["getmetatable"] = with(some_list),
}
local names = {}
for name in pairs(calls_of) do names[#names + 1] = name end
table.sort(names)

-- Showing ------------------------------------------------------------------------------------------------------------

local function show(value, depth)
  local kind = math.type(value) or type(value)
  if kind == "integer" then return string.format("%d", value) end
  if kind == "float" then return value ~= value and "nan" or string.format("%.17g", value) end
  if kind == "string" then
    return '"' .. value:gsub("[^\32-\126]", function(byte) return string.format("\\%03d", byte:byte()) end) .. '"'
  end
  if kind ~= "table" then return tostring(value):match("^[^:]*") end
  if depth > 2 then return "{...}" end
  local parts = {}
  for key, item in pairs(value) do parts[#parts + 1] = show(key, depth + 1) .. "=" .. show(item, depth + 1) end
  table.sort(parts)
  return "{" .. table.concat(parts, " ") .. "}"
end

local function show_all(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = show((select(i, ...)), 0) end
  return table.concat(parts, ", ")
end

local function find(name)
  local library, member = name:match("^(%w+)%.(%w+)$")
  if library then return _G[library][member] end
  return _G[name]
end

for _ = 1, calls do
  local name = one_of(names)
  local arguments = table.pack(calls_of[name]())
  local before = show_all(table.unpack(arguments, 1, arguments.n))
  -- Called by a function of the script, so that an error has a place and a name; or directly, so that it has none.
  local called = find(name)
  local caller = function(...) local library = called return library(...) end
  local results = chance(2) == 1 and table.pack(pcall(called, table.unpack(arguments, 1, arguments.n)))
    or table.pack(pcall(function(...) return (caller(...)) end, table.unpack(arguments, 1, arguments.n)))
  print(name .. "(" .. before .. ") -> " .. show_all(table.unpack(results, 1, results.n)) .. " / "
    .. show_all(table.unpack(arguments, 1, arguments.n)))
end
