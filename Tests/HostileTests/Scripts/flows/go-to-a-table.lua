-- Goes on at what is no name.
-- expect: error
chat:go({})
