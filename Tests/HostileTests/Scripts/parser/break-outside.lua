-- A break that is in no loop.
-- expect: error
break
