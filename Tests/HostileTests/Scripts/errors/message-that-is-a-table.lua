-- The message is a table.
-- expect: error
error({ message = { message = {} } })
