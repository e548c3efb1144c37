-- Parents that were inferred from what messages quote. They count where the header of a message names none that is there.
CREATE TABLE guess (
  node     INTEGER PRIMARY KEY REFERENCES node (id),
  parent   INTEGER NOT NULL REFERENCES node (id),
  evidence TEXT NOT NULL,
  score    REAL NOT NULL
);

PRAGMA user_version = 9;
