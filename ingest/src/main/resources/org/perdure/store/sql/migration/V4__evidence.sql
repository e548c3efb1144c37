-- What old pages say: which message was published where, and under which names its attachments were.

-- Every claim that a message was published at a place, also of messages that never came, claims
-- that contradict each other, and numbers that were given by rule and had to move. What is in force
-- in MHonArc's space stands in "number". seen: when the claim was first made.
CREATE TABLE evidence (
  list       INTEGER NOT NULL REFERENCES list (id),
  scheme     TEXT NOT NULL,
  folder     TEXT NOT NULL,
  number     INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  origin     TEXT NOT NULL,
  confidence REAL NOT NULL,
  seen       INTEGER NOT NULL,
  PRIMARY KEY (list, scheme, folder, number, message_id)
) WITHOUT ROWID;
CREATE INDEX evidence_message_id ON evidence (list, message_id, scheme);

-- How the bytes came: as received, or built from a page, to be replaced by better ones.
ALTER TABLE message ADD COLUMN provenance TEXT NOT NULL DEFAULT 'RECEIVED';

CREATE INDEX message_provenance ON message (list) WHERE provenance <> 'RECEIVED';

-- Messages that came without a msg-id, by what they say: their synthetic ids depend on how many of
-- their bytes were left.
CREATE TABLE twin (
  list        INTEGER NOT NULL REFERENCES list (id),
  fingerprint BLOB NOT NULL,
  key         INTEGER NOT NULL REFERENCES message (key),
  PRIMARY KEY (list, fingerprint, key)
) WITHOUT ROWID;

-- Files that stood beside the pages of a month. part: which part of the message is the file, if one
-- is; else dictionary, size and data hold its bytes, if they came.
CREATE TABLE file (
  id         INTEGER PRIMARY KEY,
  list       INTEGER NOT NULL REFERENCES list (id),
  month      INTEGER NOT NULL,
  name       TEXT NOT NULL,
  key        INTEGER NOT NULL REFERENCES message (key),
  sha256     BLOB,
  part       TEXT,
  dictionary INTEGER REFERENCES dictionary (id),
  size       INTEGER,
  data       BLOB,
  UNIQUE (list, month, name)
);
CREATE INDEX file_key ON file (key);

PRAGMA user_version = 4;
