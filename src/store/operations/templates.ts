import { lock, type Operation, query, queryOne, type Row } from "../operation.ts";

/** One revision of an integration template; revisions count from 1 and are never changed. */
export interface TemplateRevision {
  readonly key: string;
  readonly revision: number;
  readonly name: string;
  readonly xml: string;
  /** SHA-256 of the XML, hexadecimal. */
  readonly hash: string;
  readonly createdAt: number;
}

/** Saves a template as the next revision of its key; the same text again gives the newest revision back. */
export function* addTemplateRevision(
  template: { key: string; name: string; xml: string; hash: string },
  now: number,
): Operation<TemplateRevision> {
  yield* lock(`template ${template.key}`);
  const newest = yield* findTemplate(template.key);
  if (newest?.hash === template.hash) return newest;
  const revision = (newest?.revision ?? 0) + 1;
  yield* query(
    "INSERT INTO templates (key, revision, name, xml, hash, created_at) VALUES (?, ?, ?, ?, ?, ?)",
    template.key,
    revision,
    template.name,
    template.xml,
    template.hash,
    now,
  );
  return { ...template, revision, createdAt: now };
}

/** One revision, the newest when none is named. */
export function* findTemplate(key: string, revision?: number): Operation<TemplateRevision | undefined> {
  const row =
    revision === undefined
      ? yield* queryOne("SELECT * FROM templates WHERE key = ? ORDER BY revision DESC LIMIT 1", key)
      : yield* queryOne("SELECT * FROM templates WHERE key = ? AND revision = ?", key, revision);
  return row && toRevision(row);
}

/** The newest revision of each template. */
export function* listTemplates(): Operation<TemplateRevision[]> {
  const rows = yield* query(
    `SELECT t.* FROM templates t
     WHERE t.revision = (SELECT max(revision) FROM templates WHERE key = t.key) ORDER BY t.key`,
  );
  return rows.map(toRevision);
}

/** Deletes a template with all its revisions. One that an integration has cannot be deleted. */
export function* deleteTemplate(key: string): Operation<void> {
  yield* lock(`template ${key}`);
  yield* query("DELETE FROM templates WHERE key = ?", key);
}

/** All revisions of a template, the newest first. */
export function* listRevisions(key: string): Operation<TemplateRevision[]> {
  return (yield* query("SELECT * FROM templates WHERE key = ? ORDER BY revision DESC", key)).map(toRevision);
}

function toRevision(row: Row): TemplateRevision {
  return {
    key: row.key as string,
    revision: row.revision as number,
    name: row.name as string,
    xml: row.xml as string,
    hash: row.hash as string,
    createdAt: row.created_at as number,
  };
}
