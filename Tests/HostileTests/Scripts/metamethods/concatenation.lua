-- The distribution's library uses freed memory after a __concat that grew the stack.
-- expect: error
local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end
local object = setmetatable({}, { __concat = function() deep(15000) return "r" end })
local _ = "p" .. "a" .. object .. "q" .. "x" .. "z"
