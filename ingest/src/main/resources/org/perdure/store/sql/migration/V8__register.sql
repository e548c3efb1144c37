-- Trees of folders with numbers of their own, and a register of every address ever given out.

-- tree: name of the tree; empty for the main one of the month. (list, tree, month, number) means
-- one message for ever.
CREATE TABLE number_2 (
  list       INTEGER NOT NULL REFERENCES list (id),
  tree       TEXT NOT NULL,
  month      INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  key        INTEGER NOT NULL REFERENCES message (key),
  origin     TEXT NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (list, tree, month, number)
) WITHOUT ROWID;
INSERT INTO number_2 (list, tree, month, number, message_id, key, origin, confidence)
  SELECT list, '', month, number, message_id, key, origin, confidence FROM number
  ORDER BY list, month, number;
DROP TABLE number;
ALTER TABLE number_2 RENAME TO number;
CREATE UNIQUE INDEX number_message_id ON number (list, message_id, tree, month);
CREATE INDEX number_key ON number (key, tree, month, number);

-- Which tree a row of the ledger has its number in; empty as above.
ALTER TABLE ledger ADD COLUMN tree TEXT NOT NULL DEFAULT '';

-- One chain for each folder, for the files of each month, and for what else happened to a msg-id:
-- so a chain does not depend on the order in which folders came. hash: SHA-256 of the hash before
-- and of what the row says; message_id is empty where "key" tells it. since is not in the hash.
CREATE TABLE register (
  list       INTEGER NOT NULL REFERENCES list (id),
  chain      TEXT NOT NULL,
  position   INTEGER NOT NULL,
  event      TEXT NOT NULL,
  number     INTEGER,
  name       TEXT,
  key        INTEGER REFERENCES message (key),
  message_id TEXT,
  since      INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  PRIMARY KEY (list, chain, position)
) WITHOUT ROWID;
CREATE TRIGGER register_is_not_changed BEFORE UPDATE ON register
BEGIN
  SELECT RAISE(ABORT, 'the register is only appended to');
END;
CREATE TRIGGER register_is_not_shortened BEFORE DELETE ON register
BEGIN
  SELECT RAISE(ABORT, 'the register is only appended to');
END;
