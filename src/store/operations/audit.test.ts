import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { query } from "../operation.ts";
import { openSqliteStore } from "../sqlite/open.ts";
import type { Store } from "../store.ts";
import { type Actor, addAuditEntry, CHAIN_START, type ChainProgress, checkChain, checkEnd } from "./audit.ts";

const text = fc.string({ maxLength: 12 });
const deed = fc.record({
  who: fc.record({
    kind: fc.constantFrom<Actor["kind"]>("person", "token", "config", "system"),
    id: text,
    name: text,
    address: text,
  }),
  action: text,
  subject: text,
  before: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }),
  after: fc.option(fc.jsonValue({ maxDepth: 2 }), { nil: undefined }),
});
const deeds = fc.array(deed, { minLength: 1, maxLength: 12 });

/** Checks in steps of three, as a long log is checked in pages. */
async function check(store: Store) {
  for (let at: ChainProgress = CHAIN_START; ; ) {
    const from = at;
    const next = await store.read(() => checkChain(from, 3));
    if (next.seq === from.seq || next.fault) return store.read(() => checkEnd(next));
    at = next;
  }
}

async function withLog(list: readonly Parameters<typeof addAuditEntry>[0][], work: (store: Store) => Promise<void>) {
  const store = openSqliteStore(":memory:");
  try {
    for (const [at, one] of list.entries()) await store.write(() => addAuditEntry(one, at));
    await work(store);
  } finally {
    await store.close();
  }
}

const COLUMNS = ["at", "who_kind", "who_id", "who_name", "action", "subject", "detail", "address", "hash"];
const tampering = fc.oneof(
  fc.record({ kind: fc.constant("change" as const), column: fc.constantFrom(...COLUMNS) }),
  fc.record({ kind: fc.constantFrom("remove" as const, "cut" as const, "swap" as const, "forge" as const) }),
);

describe("the chain of the audit log", () => {
  it("is whole after any sequence of entries", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, (list) =>
        withLog(list, async (store) => {
          const { head, fault } = await check(store);
          expect([head.seq, fault]).toEqual([list.length, undefined]);
        }),
      ),
      { numRuns: 40 },
    );
  });

  it("is known to be broken after any tampering, at the first entry that it shows at", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.nat(), tampering, (list, pick, how) =>
        withLog(list, async (store) => {
          const seq = (pick % list.length) + 1;
          const run = (sql: string, ...params: (string | number)[]) => store.write(() => query(sql, ...params));
          let expected = seq;
          if (how.kind === "change") {
            const value = how.column === "at" ? `${how.column} + 1` : `${how.column} || 'x'`;
            await run(`UPDATE audit SET ${how.column} = ${value} WHERE seq = ?`, seq);
          } else if (how.kind === "remove") await run("DELETE FROM audit WHERE seq = ?", seq);
          else if (how.kind === "cut") await run("DELETE FROM audit WHERE seq >= ?", seq);
          else if (how.kind === "forge") {
            expected = list.length + 1;
            await run(
              "INSERT INTO audit (seq, at, who_kind, who_id, who_name, action, subject, detail, address, hash) VALUES (?, 0, 'person', '', '', '', '', '{}', '', 'f00')",
              expected,
            );
          } else {
            if (seq === list.length) return;
            await run("UPDATE audit SET seq = -1 WHERE seq = ?", seq);
            await run("UPDATE audit SET seq = ? WHERE seq = ?", seq, seq + 1);
            await run("UPDATE audit SET seq = ? WHERE seq = -1", seq + 1);
          }
          expect((await check(store)).fault?.seq).toBe(expected);
        }),
      ),
      { numRuns: 80 },
    );
  });
});
