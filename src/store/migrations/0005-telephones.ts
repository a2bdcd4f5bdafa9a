/** PBXs that the engine talks to on its own: their settings, what is known of each, recordings and their links; and the revised journal entry. */
export const sql = `
ALTER TABLE connections ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE connections ADD COLUMN sealed_credentials TEXT NOT NULL DEFAULT '{}';
ALTER TABLE connections ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;

CREATE TABLE connection_states (
  connection_id TEXT PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
  body TEXT NOT NULL, heard_at INTEGER, changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE connection_secrets (
  connection_id TEXT PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
  sealed TEXT NOT NULL, changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE connection_notices (
  connection_id TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
  key TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (connection_id, key)
) STRICT;
CREATE INDEX connection_notices_by_age ON connection_notices(at);

CREATE TABLE recording_links (
  id TEXT PRIMARY KEY, call_id TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT;
CREATE INDEX recording_links_by_call ON recording_links(call_id);

CREATE TABLE recording_plays (
  link_id TEXT NOT NULL, call_id TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL,
  agent TEXT NOT NULL DEFAULT '', bytes TEXT NOT NULL
) STRICT;
CREATE INDEX recording_plays_by_call ON recording_plays(call_id, at);

CREATE TABLE call_notes (
  call_id TEXT PRIMARY KEY, body TEXT NOT NULL, written_at INTEGER NOT NULL
) STRICT;

ALTER TABLE call_links ADD COLUMN journal TEXT;
`;
