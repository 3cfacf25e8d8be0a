-- An object whose length is its length.
-- expect: error
local o; o = setmetatable({}, { __len = function() return #o end }) local _ = #o
