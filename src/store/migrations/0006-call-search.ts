/**
 * Calls by name, and by what integrations made of them: each link knows the few things of its call by which lists are picked out, and
 * stands in one of two indexes, so that the rarest of them is read in order of time. Further, a span of the audit log.
 */
const contact = `SELECT json_extract(contact, '$.name') FROM (SELECT json_extract(match, '$.contact') AS contact
  FROM call_links one WHERE one.call_id = call_links.call_id AND one.integration_id = call_links.integration_id) found`;

export const sql = `
ALTER TABLE calls ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE calls SET sought = lower(json_extract(body, '$.externalName')) WHERE coalesce(json_extract(body, '$.externalName'), '') <> '';

ALTER TABLE call_links ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE call_links ADD COLUMN direction TEXT NOT NULL DEFAULT '';
ALTER TABLE call_links ADD COLUMN disposition TEXT NOT NULL DEFAULT '';
ALTER TABLE call_links ADD COLUMN sought TEXT NOT NULL DEFAULT '';
UPDATE call_links SET started_at = (SELECT c.started_at FROM calls c WHERE c.id = call_id),
  direction = (SELECT c.direction FROM calls c WHERE c.id = call_id),
  disposition = (SELECT c.disposition FROM calls c WHERE c.id = call_id);
UPDATE call_links SET sought = coalesce(lower((${contact})), '') WHERE json_extract(match, '$.state') = 'known';

CREATE INDEX calls_by_name ON calls(started_at, id, sought, direction, disposition) WHERE sought <> '';
CREATE INDEX call_links_by_name ON call_links(integration_id, started_at, call_id, sought, direction, disposition) WHERE sought <> '';
CREATE INDEX call_links_with_ticket ON call_links(integration_id, direction, disposition, started_at, call_id)
  WHERE ticket_id IS NOT NULL;
CREATE INDEX call_links_without_ticket ON call_links(integration_id, direction, disposition, started_at, call_id)
  WHERE ticket_id IS NULL;
CREATE INDEX call_links_by_ticket ON call_links(ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX audit_by_time ON audit(at, seq);
`;
