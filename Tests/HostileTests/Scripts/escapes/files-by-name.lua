-- Opens a file, unprotected: the error says what to use instead.
-- expect: error
io.open("/etc/passwd")
