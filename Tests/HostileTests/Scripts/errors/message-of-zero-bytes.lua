-- Zero bytes and broken letters in a message.
-- expect: error
error("\0\1\255\xED\xA0\x80 message")
