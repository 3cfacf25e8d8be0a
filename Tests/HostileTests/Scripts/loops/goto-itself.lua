-- A jump to itself is two instructions.
-- expect: budget
::again::
goto again
