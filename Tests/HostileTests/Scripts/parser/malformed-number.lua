-- A number that is none.
-- expect: error
return 0xffffffffffffffffffffffffffffffffffffffffffffffffffg
