-- A login lives for minutes, between the press of a link and the answer of the LMS. It is kept out
-- of the write-ahead log: a crash of the database forgets the logins that are under way, and these
-- people press the link again. A login that is forgotten opens nothing, so no answer of an LMS can
-- be used a second time because of it. Written by hand: the schema cannot say it.
ALTER TABLE "lti_login" SET UNLOGGED;
