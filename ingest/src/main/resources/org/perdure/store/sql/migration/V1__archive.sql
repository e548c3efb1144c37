-- The truth of an archive. Times are seconds since 1970-01-01 UTC; months are year * 100 + month.

CREATE TABLE list (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- Trained on the first mail of the archive; never changed, since old messages need it.
CREATE TABLE dictionary (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- AUTOINCREMENT here and in "change": a key or sequence is never used again, also after a deletion.
CREATE TABLE message (
  key         INTEGER PRIMARY KEY AUTOINCREMENT,
  list        INTEGER NOT NULL REFERENCES list (id),
  message_id  TEXT NOT NULL,
  copy        INTEGER NOT NULL,
  sha256      BLOB NOT NULL,
  separator   BLOB NOT NULL,
  subject     TEXT NOT NULL,
  author      TEXT NOT NULL,
  sent        INTEGER,
  sent_offset INTEGER,
  arrived     INTEGER NOT NULL,
  UNIQUE (list, message_id, copy)
);
-- Finds a copy by its bytes, however many copies of a msg-id a sender makes.
CREATE UNIQUE INDEX message_bytes ON message (list, message_id, sha256);
CREATE INDEX message_arrived ON message (list, arrived, key);

-- Apart from "message", so that lists of messages are read without their bytes.
CREATE TABLE raw (
  key        INTEGER PRIMARY KEY REFERENCES message (key),
  dictionary INTEGER REFERENCES dictionary (id),
  size       INTEGER NOT NULL,
  data       BLOB NOT NULL
);

-- The published space: (list, month, number) means one message for ever.
CREATE TABLE number (
  list       INTEGER NOT NULL REFERENCES list (id),
  month      INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  key        INTEGER NOT NULL REFERENCES message (key),
  origin     TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (list, month, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX number_message_id ON number (list, message_id, month);
CREATE INDEX number_key ON number (key, month, number);

-- A msg-id that is a message (key is set) or that messages name (a dummy).
CREATE TABLE node (
  id         INTEGER PRIMARY KEY,
  list       INTEGER NOT NULL REFERENCES list (id),
  message_id TEXT NOT NULL,
  key        INTEGER REFERENCES message (key),
  claim      INTEGER REFERENCES node (id),
  evidence   TEXT,
  score      REAL,
  claimed_by INTEGER REFERENCES node (id),
  parent     INTEGER REFERENCES node (id),
  UNIQUE (list, message_id)
);
CREATE INDEX node_claim ON node (claim) WHERE claim IS NOT NULL;
CREATE INDEX node_parent ON node (parent) WHERE parent IS NOT NULL;
CREATE INDEX node_key ON node (key) WHERE key IS NOT NULL;

-- Which nodes the header of a message names, for messages that come late. field: 0 References,
-- 1 In-Reply-To.
CREATE TABLE mention (
  child    INTEGER NOT NULL REFERENCES node (id),
  field    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  node     INTEGER NOT NULL REFERENCES node (id),
  PRIMARY KEY (child, field, position)
) WITHOUT ROWID;
CREATE INDEX mention_node ON mention (node);

CREATE TABLE source (
  id   INTEGER PRIMARY KEY,
  list INTEGER NOT NULL REFERENCES list (id),
  name TEXT NOT NULL,
  UNIQUE (list, name)
);

-- What became of every separator line ever read.
CREATE TABLE ledger (
  source  INTEGER NOT NULL REFERENCES source (id),
  "offset" INTEGER NOT NULL,
  sha256  BLOB NOT NULL,
  length  INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  key     INTEGER NOT NULL REFERENCES message (key),
  month   INTEGER,
  number  INTEGER,
  PRIMARY KEY (source, "offset", sha256)
) WITHOUT ROWID;

CREATE TABLE change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT NOT NULL,
  list     INTEGER NOT NULL REFERENCES list (id),
  key      INTEGER NOT NULL REFERENCES message (key)
);

PRAGMA user_version = 1;
