-- Loops within loops, each short.
-- expect: budget
for _ = 1, 1000 do
  for _ = 1, 1000 do
    for _ = 1, 1000 do end
  end
end
