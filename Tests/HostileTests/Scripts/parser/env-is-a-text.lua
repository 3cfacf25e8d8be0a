-- Globals of a text.
-- expect: harmless
local assert = assert
do
  local _ENV <const> = "abc"
  assert(len and rep and not missing)
end
