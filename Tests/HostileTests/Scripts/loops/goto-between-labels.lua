-- Two labels that send to each other.
-- expect: budget
::a:: goto b
::b:: goto a
