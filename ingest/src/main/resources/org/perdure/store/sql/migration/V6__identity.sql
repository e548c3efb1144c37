-- One message that came in several ways.

-- same_as: the message of which these bytes are another source: the same content, other transport.
ALTER TABLE message ADD COLUMN same_as INTEGER REFERENCES message (key);
CREATE INDEX message_same_as ON message (same_as) WHERE same_as IS NOT NULL;

-- content: what it says, without what transport changes, as a digest; only of messages that another
-- one had to be compared with.
ALTER TABLE message ADD COLUMN content BLOB;
CREATE INDEX message_content ON message (list, message_id, content) WHERE content IS NOT NULL;

-- Finds what was sent in the same second as a message without a msg-id.
CREATE INDEX message_sent ON message (list, sent);

-- Synthetic ids of a message that is known by another one.
CREATE TABLE alias (
  list       INTEGER NOT NULL REFERENCES list (id),
  message_id TEXT NOT NULL,
  key        INTEGER NOT NULL REFERENCES message (key),
  PRIMARY KEY (list, message_id)
) WITHOUT ROWID;

PRAGMA user_version = 6;
