-- What a message says is told by its text and the moment it was sent, no longer by the label of its
-- charset and the zone of its date. Digests are made again when there are two to compare.
UPDATE message SET content = NULL WHERE content IS NOT NULL;

PRAGMA user_version = 11;
