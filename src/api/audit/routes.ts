import { z } from "zod";
import { CHAIN_START, type ChainCheck, checkChain, checkEnd, listAuditEntries, type Store } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { loose } from "../loose.ts";
import { withoutAbsent } from "../without-absent.ts";

const tags = ["audit"];
const config = { scope: "audit:read" } as const;
const PAGE = 1000;

const entrySchema = z.looseObject({
  seq: z.int().describe("Counts from 1 without a gap."),
  at: z.int(),
  who: z.object({
    kind: z.enum(["person", "token", "config", "system"]),
    id: z.string(),
    name: z.string(),
    address: z.string(),
  }),
  action: z.string().describe("The operationId of what was done, or one that only this log has."),
  subject: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  hash: z.string().describe("SHA-256 over the hash of the entry before and all of this one."),
});

/** Who changed what. */
export function addAuditRoutes(api: Api, { store }: ApiContext): void {
  api.get(
    "/api/v1/audit",
    {
      config,
      schema: {
        operationId: "listAudit",
        summary: "Read the audit log",
        description: "The newest first; with `after` the oldest first behind that one. `before` gives the next page.",
        tags,
        querystring: z.strictObject({
          after: z.coerce.number().int().min(0).optional(),
          before: z.coerce.number().int().min(1).optional(),
          who: z.string().max(100).optional().describe("Id of a person or token."),
          action: z.string().max(100).optional(),
          from: z.coerce.number().int().min(0).optional().describe("Written at or after this time (ms since 1970)."),
          to: z.coerce.number().int().min(0).optional().describe("Written before this time."),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: { 200: z.object({ entries: z.array(entrySchema) }) },
      },
    },
    async (request) => {
      const { after, before, who, action, from, to, limit } = request.query;
      const filter = withoutAbsent({ afterSeq: after, beforeSeq: before, whoId: who, action, from, to });
      return { entries: loose(await store.read(() => listAuditEntries({ ...filter, limit }))) };
    },
  );

  api.get(
    "/api/v1/audit/verify",
    {
      config,
      schema: {
        operationId: "verifyAudit",
        summary: "Check that nothing in the audit log was changed or taken out",
        description:
          "Goes through the whole chain. Keep the `head` elsewhere from time to time: whoever can write into the database can make a new chain, but none with an old head in it.",
        tags,
        response: {
          200: z.object({
            ok: z.boolean(),
            head: z.object({ seq: z.int(), hash: z.string() }),
            fault: z.object({ seq: z.int(), reason: z.string() }).optional(),
          }),
        },
      },
    },
    async () => {
      const { head, fault } = await verifyAudit(store);
      return { ok: fault === undefined, head: { ...head }, ...(fault && { fault: { ...fault } }) };
    },
  );
}

/** Checks the whole chain, page by page, so that a long one holds up nobody. */
export async function verifyAudit(store: Store): Promise<ChainCheck> {
  for (let at = CHAIN_START; ; ) {
    const from = at;
    // The end is looked at in the same reading as the last page, since entries are written meanwhile.
    const step = await store.read(function* () {
      const next = yield* checkChain(from, PAGE);
      return next.seq - from.seq === PAGE && !next.fault ? { next } : { done: yield* checkEnd(next) };
    });
    if (step.done) return step.done;
    at = step.next;
  }
}
