import type { FastifyRequest } from "fastify";
import { uploadTemplate } from "../../pipeline/index.ts";
import { listAuditEntries, type Operation } from "../../store/index.ts";
import { record } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";

/** However a revision came about, the audit log names it so; who saved which, and why, is read from there. */
const ACTION = "uploadTemplate";
const MAX_ENTRIES = 2000;

/** Saves a text as the next revision, and who did it. Throws `TEMPLATE_INVALID` as `uploadTemplate` does. */
export async function saveTemplate(
  request: FastifyRequest,
  context: ApiContext,
  { xml, key, note }: { readonly xml: string; readonly key?: string | undefined; readonly note?: string | undefined },
) {
  const saved = await uploadTemplate(xml, context, key);
  const { revision } = saved;
  const after = { hash: revision.hash, ...(note && { note }) };
  await context.store.write(() =>
    record(request, context.env.now(), { action: ACTION, subject: subjectOf(revision), after }),
  );
  return saved;
}

/** Who saved a revision, and what they said about it. */
export interface Saved {
  readonly by: string;
  readonly note?: string;
}

/** By revision and hash (`2 a1b2…`), as far as the audit log tells. */
export function* findWhoSaved(key: string): Operation<ReadonlyMap<string, Saved>> {
  const found = new Map<string, Saved>();
  const start = `template ${key} revision `;
  for (const entry of yield* listAuditEntries({ action: ACTION, limit: MAX_ENTRIES })) {
    if (!entry.subject.startsWith(start)) continue;
    const { hash, note } = (entry.after ?? {}) as { hash?: string; note?: string };
    // By revision and text: a deleted template's numbers are given anew. Of several the oldest made it; the same text makes none.
    const revision = entry.subject.slice(start.length);
    if (hash) found.set(`${revision} ${hash}`, { by: entry.who.name, ...(note && { note }) });
  }
  return found;
}

function subjectOf({ key, revision }: { readonly key: string; readonly revision: number }): string {
  return `template ${key} revision ${revision}`;
}
