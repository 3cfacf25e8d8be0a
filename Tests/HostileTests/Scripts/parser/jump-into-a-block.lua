-- A jump to a label that cannot be seen.
-- expect: error
goto inside
do ::inside:: end
