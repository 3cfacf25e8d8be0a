-- Ends the process.
-- expect: error
os.exit(0, true)
