/** Several nodes on one store, helpdesks that are given a rest, and deliveries that may have been carried out already. */
export const sql = `
ALTER TABLE deliveries ADD COLUMN holder TEXT;
ALTER TABLE deliveries ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN ended_at INTEGER;
ALTER TABLE deliveries ADD COLUMN in_doubt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN template_revision INTEGER;
UPDATE deliveries SET opened_at = created_at;
UPDATE deliveries SET ended_at = run_at WHERE state IN ('done', 'dead', 'cancelled');
DROP INDEX deliveries_running;
CREATE INDEX deliveries_running ON deliveries(integration_id, lane) WHERE state = 'running';
CREATE INDEX deliveries_held ON deliveries(lease_until) WHERE state = 'running';
DROP INDEX deliveries_due;
CREATE INDEX deliveries_dead ON deliveries(position) WHERE state = 'dead';
CREATE INDEX deliveries_ended ON deliveries(ended_at) WHERE state IN ('dead', 'cancelled');

ALTER TABLE events ADD COLUMN node TEXT;

CREATE TABLE nodes (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL, started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE holds (
  name TEXT PRIMARY KEY, node TEXT NOT NULL, fence INTEGER NOT NULL, held_until INTEGER NOT NULL
) STRICT;

CREATE TABLE helpdesk_states (
  integration_id TEXT PRIMARY KEY REFERENCES integrations(id) ON DELETE CASCADE,
  circuit TEXT NOT NULL, circuit_since INTEGER NOT NULL, probe_at INTEGER NOT NULL, paused_until INTEGER NOT NULL,
  learnt_rate INTEGER, learnt_at INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT;
`;
