/** The first schema. A published migration stays as it is; a change is a new file. */
export const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL, revoked_at INTEGER
) STRICT;

CREATE TABLE connections (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, zone TEXT NOT NULL, sealed_secret TEXT, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE extensions (
  connection_id TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
  number TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (connection_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
  key TEXT NOT NULL, revision INTEGER NOT NULL, name TEXT NOT NULL, xml TEXT NOT NULL, hash TEXT NOT NULL,
  created_at INTEGER NOT NULL, PRIMARY KEY (key, revision)
) STRICT;

CREATE TABLE integrations (
  id TEXT PRIMARY KEY, connection_id TEXT NOT NULL REFERENCES connections(id), template_key TEXT NOT NULL,
  template_revision INTEGER NOT NULL, enabled INTEGER NOT NULL, settings TEXT NOT NULL, attention TEXT,
  created_at INTEGER NOT NULL, FOREIGN KEY (template_key, template_revision) REFERENCES templates(key, revision)
) STRICT;
CREATE INDEX integrations_by_connection ON integrations(connection_id);

CREATE TABLE fields (
  integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  name TEXT NOT NULL, value TEXT, sealed TEXT, PRIMARY KEY (integration_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE token_sets (
  integration_id TEXT PRIMARY KEY REFERENCES integrations(id) ON DELETE CASCADE,
  version INTEGER NOT NULL, sealed TEXT NOT NULL, expires_at INTEGER
) STRICT;

CREATE TABLE oauth_states (
  state TEXT PRIMARY KEY, integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  sealed TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE helpdesk_users (
  integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, PRIMARY KEY (integration_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE associations (
  integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  extension TEXT NOT NULL, user_id TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (integration_id, extension)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT, connection_id TEXT NOT NULL REFERENCES connections(id), key TEXT NOT NULL,
  received_at INTEGER NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, call_id TEXT, note TEXT,
  UNIQUE (connection_id, key)
) STRICT;
CREATE INDEX events_waiting ON events(id) WHERE state = 'waiting';
CREATE INDEX events_by_call ON events(call_id);

CREATE TABLE calls (
  id TEXT PRIMARY KEY, connection_id TEXT NOT NULL, pbx_call_id TEXT NOT NULL, started_at INTEGER NOT NULL,
  state TEXT NOT NULL, settle_at INTEGER, settled INTEGER NOT NULL, body TEXT NOT NULL,
  UNIQUE (connection_id, pbx_call_id)
) STRICT;
CREATE INDEX calls_by_start ON calls(started_at);
CREATE INDEX calls_to_settle ON calls(settle_at) WHERE settle_at IS NOT NULL;

CREATE TABLE call_links (
  call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, integration_id TEXT NOT NULL, match TEXT NOT NULL,
  contact_id TEXT, ticket_id TEXT, ticket_made_before INTEGER NOT NULL, lookup_due_at INTEGER,
  PRIMARY KEY (call_id, integration_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_links_lookup ON call_links(lookup_due_at) WHERE lookup_due_at IS NOT NULL;

CREATE TABLE contacts (
  integration_id TEXT NOT NULL REFERENCES integrations(id) ON DELETE CASCADE,
  type TEXT NOT NULL, contact_id TEXT NOT NULL, body TEXT NOT NULL, fetched_at INTEGER NOT NULL,
  PRIMARY KEY (integration_id, type, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_numbers (
  integration_id TEXT NOT NULL, match_key TEXT NOT NULL, type TEXT NOT NULL, contact_id TEXT NOT NULL,
  PRIMARY KEY (integration_id, match_key, type, contact_id),
  FOREIGN KEY (integration_id, type, contact_id) REFERENCES contacts(integration_id, type, contact_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, integration_id TEXT NOT NULL, call_id TEXT NOT NULL,
  feature TEXT NOT NULL, trigger TEXT NOT NULL, action TEXT NOT NULL, lane INTEGER NOT NULL, state TEXT NOT NULL,
  attempt INTEGER NOT NULL, run_at INTEGER NOT NULL, created_at INTEGER NOT NULL, lease_until INTEGER, note TEXT,
  UNIQUE (call_id, integration_id, feature, trigger)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries(integration_id, lane, run_at, position) WHERE state = 'waiting';
CREATE INDEX deliveries_due ON deliveries(integration_id, run_at) WHERE state = 'waiting';
CREATE INDEX deliveries_next ON deliveries(run_at) WHERE state = 'waiting';
CREATE INDEX deliveries_running ON deliveries(integration_id) WHERE state = 'running';
CREATE INDEX deliveries_open_by_call ON deliveries(call_id, integration_id, position) WHERE state IN ('waiting', 'running');

CREATE TABLE attempts (
  delivery_id TEXT NOT NULL, number INTEGER NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL, exchanges TEXT NOT NULL, PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE skips (
  call_id TEXT NOT NULL, integration_id TEXT NOT NULL, feature TEXT NOT NULL, trigger TEXT NOT NULL, extension TEXT NOT NULL,
  code TEXT NOT NULL, reason TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (call_id, integration_id, feature, trigger, extension)
) STRICT, WITHOUT ROWID;

CREATE TABLE popups (
  id TEXT PRIMARY KEY, integration_id TEXT NOT NULL, call_id TEXT NOT NULL, extension TEXT NOT NULL, trigger TEXT NOT NULL,
  state TEXT NOT NULL, url TEXT NOT NULL, contact_name TEXT NOT NULL, number TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (integration_id, call_id, extension, trigger)
) STRICT;
CREATE INDEX popups_by_call ON popups(call_id);

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, extension TEXT, body TEXT NOT NULL
) STRICT;
`;
