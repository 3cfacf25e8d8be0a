-- A jump cannot leave its function: the file does not compile.
-- expect: error
local function f() goto out end
::out::
