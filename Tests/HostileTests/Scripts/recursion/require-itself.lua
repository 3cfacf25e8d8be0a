-- A plain file has no modules.
-- expect: error
require "main"
