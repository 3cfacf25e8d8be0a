-- __pairs gives what cannot be walked.
-- expect: error
for _ in pairs(setmetatable({}, { __pairs = function() return 1, 2, 3 end })) do end
