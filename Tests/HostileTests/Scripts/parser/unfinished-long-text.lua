-- A long text whose end has another level.
-- expect: error
local x = [====[ text ]===]
