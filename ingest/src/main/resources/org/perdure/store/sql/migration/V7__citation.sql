-- Which messages name which in links: target is what a link says, as text that can be looked up.

CREATE TABLE citation (
  target TEXT NOT NULL,
  key    INTEGER NOT NULL REFERENCES message (key),
  PRIMARY KEY (target, key)
) WITHOUT ROWID;

-- upto: messages up to this key were stored before; their links are still to be looked at.
CREATE TABLE uncited (upto INTEGER NOT NULL);
INSERT INTO uncited SELECT max(key) FROM message WHERE key IS NOT NULL HAVING max(key) IS NOT NULL;

-- Finds what is known of a message at other archives.
CREATE INDEX pair_message_id ON pair (message_id);

PRAGMA user_version = 7;
