-- Finds the synthetic ids of a message, for its page.
CREATE INDEX alias_key ON alias (key);

PRAGMA user_version = 10;
