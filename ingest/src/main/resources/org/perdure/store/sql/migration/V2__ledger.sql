-- The ledger lists what was rejected too, says why, and accounts for every byte of a file.

-- start: offset of the first item; bytes: length of the decompressed content, when it was read whole.
ALTER TABLE source ADD COLUMN start INTEGER;
ALTER TABLE source ADD COLUMN bytes INTEGER;

-- key: absent for what was rejected. span: bytes of the source that the row accounts for, unknown
-- in rows of the first form. note: codes of defects, or why it was rejected.
CREATE TABLE ledger_2 (
  source  INTEGER NOT NULL REFERENCES source (id),
  "offset" INTEGER NOT NULL,
  sha256  BLOB NOT NULL,
  length  INTEGER NOT NULL,
  span    INTEGER,
  outcome TEXT NOT NULL,
  key     INTEGER REFERENCES message (key),
  month   INTEGER,
  number  INTEGER,
  note    TEXT,
  PRIMARY KEY (source, "offset", sha256)
) WITHOUT ROWID;
INSERT INTO ledger_2 (source, "offset", sha256, length, outcome, key, month, number)
  SELECT source, "offset", sha256, length, outcome, key, month, number FROM ledger;
DROP TABLE ledger;
ALTER TABLE ledger_2 RENAME TO ledger;

PRAGMA user_version = 2;
