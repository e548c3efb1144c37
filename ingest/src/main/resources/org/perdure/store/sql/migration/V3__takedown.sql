-- What is to be shown no more, and how far sources have been read that grow at their end only.

-- Raw bytes, numbers and threads stay. since: when it was taken down. who: SOURCE or OPERATOR.
-- lifted: when it was shown again; what a source removed before that stays shown.
CREATE TABLE takedown (
  list       INTEGER NOT NULL REFERENCES list (id),
  message_id TEXT NOT NULL,
  since      INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  who        TEXT NOT NULL,
  lifted     INTEGER,
  PRIMARY KEY (list, message_id)
) WITHOUT ROWID;

ALTER TABLE source ADD COLUMN mark TEXT;

PRAGMA user_version = 3;
