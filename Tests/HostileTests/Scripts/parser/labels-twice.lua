-- Two labels of one name.
-- expect: error
::a::
::a::
