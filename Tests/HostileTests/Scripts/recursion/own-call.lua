-- An object that is its own __call: the library would call it without end, in one instruction.
-- expect: error
local object, events = {}, {}
events.__call = object
setmetatable(object, events)
object()
