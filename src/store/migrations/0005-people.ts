/** Who signs in, who is signed in, what was changed by whom; and which extensions a call reached, for those who may see only their own. */
export const sql = `
CREATE TABLE people (
  id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, roles TEXT NOT NULL, extensions TEXT NOT NULL,
  disabled INTEGER NOT NULL, language TEXT, preferences TEXT NOT NULL, password TEXT, subject TEXT UNIQUE,
  created_at INTEGER NOT NULL, signed_in_at INTEGER
) STRICT;

CREATE TABLE person_links (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, person_id TEXT REFERENCES people(id) ON DELETE CASCADE, expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, person_id TEXT REFERENCES people(id) ON DELETE CASCADE,
  token_id TEXT REFERENCES api_tokens(id) ON DELETE CASCADE, started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
  address TEXT NOT NULL, browser TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_person ON sessions(person_id);
CREATE INDEX sessions_by_age ON sessions(seen_at);

CREATE TABLE sign_in_failures (
  key TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL, blocked_until INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, who_kind TEXT NOT NULL, who_id TEXT NOT NULL, who_name TEXT NOT NULL,
  action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, address TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_action ON audit(action, seq);
CREATE INDEX audit_by_who ON audit(who_id, seq);

CREATE TABLE call_extensions (
  call_id TEXT NOT NULL REFERENCES calls(id) ON DELETE CASCADE, connection_id TEXT NOT NULL, extension TEXT NOT NULL,
  started_at INTEGER NOT NULL, PRIMARY KEY (call_id, extension)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_extensions_by_extension ON call_extensions(connection_id, extension, started_at, call_id);

INSERT INTO call_extensions (call_id, connection_id, extension, started_at)
  SELECT c.id, c.connection_id, e.number, c.started_at FROM calls c JOIN extensions e ON e.connection_id = c.connection_id
  WHERE replace(c.body, '"extension":"' || e.number || '"', '') <> c.body;
`;
