/** What is kept only for a time; who was chosen where several contacts have one number, and deliveries that a rehearsal holds back. */
export const sql = `
CREATE TABLE picks (
  integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  number TEXT NOT NULL, type TEXT NOT NULL, contact_id TEXT NOT NULL, picked_at INTEGER NOT NULL,
  PRIMARY KEY (integration_id, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE popups ADD COLUMN match TEXT NOT NULL DEFAULT 'none';
UPDATE popups SET match = 'known' WHERE url <> '';

CREATE INDEX attempts_with_exchanges ON attempts(ended_at) WHERE exchanges <> '[]';
CREATE INDEX contact_numbers_by_contact ON contact_numbers(integration_id, type, contact_id);
CREATE INDEX contacts_by_age ON contacts(fetched_at);

DROP INDEX deliveries_ended;
CREATE INDEX deliveries_ended ON deliveries(ended_at) WHERE state IN ('dead', 'cancelled', 'held');
`;
