-- What an operator said of the place of a message in its thread, in the order in which it was said: the last word on a
-- message counts, the others tell how it came to that. By msg-id, since the messages may come later.
CREATE TABLE ruling (
  id         INTEGER PRIMARY KEY,
  list       INTEGER NOT NULL REFERENCES list (id),
  message_id TEXT NOT NULL,
  kind       TEXT NOT NULL,
  parent     TEXT,
  since      INTEGER NOT NULL,
  reason     TEXT NOT NULL
);
CREATE INDEX ruling_message ON ruling (list, message_id, id);
CREATE INDEX ruling_parent ON ruling (list, parent) WHERE parent IS NOT NULL;

PRAGMA user_version = 12;
