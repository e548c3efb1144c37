-- Which message is at a link of another archive, where that cannot be computed.

-- link: what a link says, in the form that is printed: "ext gmane gmane.comp.example 20573". The
-- message need not be here. origin: who says so.
CREATE TABLE pair (
  link       TEXT NOT NULL,
  message_id TEXT NOT NULL,
  origin     TEXT NOT NULL,
  PRIMARY KEY (link, message_id)
) WITHOUT ROWID;

PRAGMA user_version = 5;
