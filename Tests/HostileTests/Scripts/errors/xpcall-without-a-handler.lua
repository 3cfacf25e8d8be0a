-- xpcall needs a handler.
-- expect: error
xpcall(print)
