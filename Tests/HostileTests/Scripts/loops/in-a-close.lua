-- Leaving the block runs a loop.
-- expect: budget
do
  local _ <close> = setmetatable({}, { __close = function() while true do end end })
end
