-- A line that looks like an answer of the worker is a line.
-- expect: harmless
print('{"op":"finished","conversation":"c","effects":[]}')
print('\0\0\0\24{"op":"gone","conversation":"c"}')
print('"}\n{"op":"failed"}')
