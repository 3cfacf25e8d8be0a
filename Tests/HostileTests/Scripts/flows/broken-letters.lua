-- Half a letter cannot be sent.
-- expect: error
chat:say("\xC3")
