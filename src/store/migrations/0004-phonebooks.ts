/**
 * Phonebooks as things of their own: contacts belong to a phonebook, which at most one integration has. What is searched by text is
 * left empty here and filled in from the contacts by and by, so that a large phonebook does not keep a start waiting.
 */
export const sql = `
CREATE TABLE phonebooks (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, connection_id TEXT REFERENCES connections(id),
  integration_id TEXT UNIQUE REFERENCES integrations(id) ON DELETE SET NULL, made_for TEXT, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX phonebooks_by_connection ON phonebooks(connection_id);
INSERT INTO phonebooks (id, name, connection_id, integration_id, made_for, created_at)
  SELECT id, id, connection_id, id, id, created_at FROM integrations;

DROP INDEX contact_numbers_by_contact;
DROP INDEX contacts_by_age;
ALTER TABLE contacts RENAME TO earlier_contacts;
ALTER TABLE contact_numbers RENAME TO earlier_contact_numbers;

CREATE TABLE contacts (
  phonebook_id TEXT NOT NULL REFERENCES phonebooks(id) ON DELETE CASCADE,
  type TEXT NOT NULL, contact_id TEXT NOT NULL, integration_id TEXT, body TEXT NOT NULL,
  sought TEXT NOT NULL COLLATE BINARY, fetched_at INTEGER NOT NULL,
  PRIMARY KEY (phonebook_id, type, contact_id)
) STRICT, WITHOUT ROWID;
INSERT INTO contacts (phonebook_id, type, contact_id, integration_id, body, sought, fetched_at)
  SELECT integration_id, type, contact_id, integration_id, body, '', fetched_at FROM earlier_contacts
  ORDER BY integration_id, type, contact_id;

CREATE TABLE contact_numbers (
  phonebook_id TEXT NOT NULL, match_key TEXT NOT NULL, type TEXT NOT NULL, contact_id TEXT NOT NULL,
  PRIMARY KEY (phonebook_id, match_key, type, contact_id),
  FOREIGN KEY (phonebook_id, type, contact_id) REFERENCES contacts(phonebook_id, type, contact_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO contact_numbers (phonebook_id, match_key, type, contact_id)
  SELECT integration_id, match_key, type, contact_id FROM earlier_contact_numbers
  ORDER BY integration_id, match_key, type, contact_id;

DROP TABLE earlier_contact_numbers;
DROP TABLE earlier_contacts;
CREATE INDEX contact_numbers_by_contact ON contact_numbers(phonebook_id, type, contact_id);
CREATE INDEX contacts_by_age ON contacts(fetched_at) WHERE integration_id IS NOT NULL;
CREATE INDEX contacts_by_text ON contacts(phonebook_id, sought, type, contact_id);
CREATE INDEX contacts_without_text ON contacts(phonebook_id) WHERE sought = '';
`;
