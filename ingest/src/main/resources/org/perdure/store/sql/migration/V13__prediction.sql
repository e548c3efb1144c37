-- Which number the order of the mail gives each message that came as mail, in folders of which other numbers were seen;
-- it has that number only if nothing else was seen there. Before, this was known of mail only that came before pages.
CREATE TABLE prediction (
  list       INTEGER NOT NULL REFERENCES list (id),
  tree       TEXT NOT NULL,
  month      INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  PRIMARY KEY (list, tree, month, message_id)
) WITHOUT ROWID;
CREATE INDEX prediction_number ON prediction (list, tree, month, number);

-- Numbers that are by the order of the mail still; those that messages had to leave; and the rest of what came as mail,
-- of which was thought until now that its order is that of the pages.
INSERT INTO prediction (list, tree, month, number, message_id)
  SELECT list, tree, month, number, message_id FROM number n
  WHERE origin IN ('MBOX_ORDER', 'ARRIVAL_ORDER') AND EXISTS (
    SELECT 1 FROM evidence e WHERE e.list = n.list AND e.scheme = 'MHONARC'
      AND e.folder = CASE tree WHEN '' THEN '' ELSE tree || '/' END
        || printf('%04d-%02d', month / 100, month % 100)
      AND e.origin NOT IN ('MBOX_ORDER', 'ARRIVAL_ORDER', 'APPENDED'));
INSERT OR IGNORE INTO prediction (list, tree, month, number, message_id)
  SELECT list, substr(folder, 1, max(0, length(folder) - 8)), 100 * substr(folder, -7, 4) + substr(folder, -2),
    number, message_id
  FROM evidence WHERE scheme = 'MHONARC' AND origin IN ('MBOX_ORDER', 'ARRIVAL_ORDER');
INSERT OR IGNORE INTO prediction (list, tree, month, number, message_id)
  SELECT n.list, n.tree, n.month, n.number, n.message_id FROM number n JOIN message m ON m.key = n.key
  WHERE n.origin NOT IN ('MBOX_ORDER', 'ARRIVAL_ORDER', 'APPENDED') AND m.provenance = 'RECEIVED';

PRAGMA user_version = 13;
