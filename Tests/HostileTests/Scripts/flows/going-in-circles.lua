-- Goes to itself without waiting for anybody.
-- expect: error
chat:go("hostile")
