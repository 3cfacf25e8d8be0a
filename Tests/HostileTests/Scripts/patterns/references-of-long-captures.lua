-- Each place is compared with half of the text.
-- expect: budget
("a"):rep(40000):find("(.-)%1%1%1b")
