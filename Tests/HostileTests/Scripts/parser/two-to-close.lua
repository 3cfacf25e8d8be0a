-- Two variables to be closed in one statement.
-- expect: error
local a <close>, b <close> = nil, nil
