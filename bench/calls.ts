import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import { type Call, DEFAULT_SETTINGS, type Match, toCallId, toExtensionNumber } from "../src/domain/index.ts";
import {
  addTemplateRevision,
  type CallFilter,
  listCalls,
  openSqliteStore,
  type Store,
  saveCall,
  saveCallLink,
  saveConnection,
  saveIntegration,
} from "../src/store/index.ts";
import { atMost, type Part, quantile } from "./pipeline/measure.ts";
import { toJson, toText } from "./pipeline/report.ts";

/** Speed of the list of calls: `npm run bench:calls`, with `--json` for machines and `--calls N`. Exits with 1 when a goal is missed. */

const GOAL_MS = 300;
const ROUNDS = 15;
const PAGE = 50;
const BATCH = 2000;
const EXTENSIONS = 400;
const START = Date.UTC(2026, 0, 1);
const EVERY_MS = 20_000;
const RESULTS = ["answered", "answered", "answered", "answered", "no-answer", "no-answer", "voicemail"] as const;

const { values } = parseArgs({ options: { json: { type: "boolean" }, calls: { type: "string", default: "1000000" } } });
const count = Number(values.calls);
if (!Number.isInteger(count) || count < 1000) {
  console.error("usage: npm run bench:calls -- [--json] [--calls N]   N = 1000 or more");
  process.exit(2);
}

/** The call of that number: mostly inbound and answered, every 997th busy, over two connections and many extensions. */
function makeCall(at: number): Call {
  const startedAt = START + at * EVERY_MS;
  const extension = toExtensionNumber(String(1000 + ((at * 7919) % EXTENSIONS)));
  const direction = at % 5 === 0 ? "outbound" : at % 53 === 0 ? "internal" : "inbound";
  const disposition = at % 997 === 0 ? "busy" : (RESULTS[at % RESULTS.length] as (typeof RESULTS)[number]);
  const number = `+668${String((at * 104_729) % 100_000_000).padStart(8, "0")}`;
  return {
    id: toCallId(`c${String(at).padStart(9, "0")}`),
    connectionId: at % 10 === 0 ? "branch" : "office",
    pbxCallId: `p${at}`,
    direction,
    state: "ended",
    externalNumber: number,
    externalName: at % 3 === 0 ? nameOf(at) : "",
    dialledNumber: "020001000",
    legs: [{ legId: "1", extension, ringingAt: startedAt, endedAt: startedAt + 30_000 }],
    startedAt,
    endedAt: startedAt + 30_000,
    extension,
    disposition,
    ringSeconds: 5,
    talkSeconds: disposition === "answered" ? 25 : 0,
    totalSeconds: 30,
    incomplete: false,
    facts: {},
  };
}

/** One of many thousands of names. */
function nameOf(at: number): string {
  const sounds = ["so", "cha", "ra", "mi", "ka", "no", "la", "ti", "wa", "pu"];
  const word = (seed: number, length: number) =>
    Array.from({ length }, (_, place) => sounds[Math.floor(seed / 10 ** place) % 10]).join("");
  return `${word((at * 7919) % 100_000, 3)} ${word((at * 104_729) % 100_000, 4)}`;
}

/** Half of the callers are known to the helpdesk, and every fourth call of its connection has a ticket; the CRM knows few and has none. */
function* saveLinks({ id: callId, connectionId }: Call, at: number) {
  const known: Match = { state: "known", source: "phonebook", contact: contactOf(at) };
  const unknown: Match = { state: "unknown" };
  const link = { callId, ticketMadeBefore: false };
  const ticket = at % 4 === 1 ? { ticketId: String(500_000 + at) } : {};
  if (connectionId === "office") {
    yield* saveCallLink({ ...link, ...ticket, integrationId: "desk", match: at % 2 === 0 ? known : unknown });
  }
  if (at % 1000 === 1) yield* saveCallLink({ ...link, integrationId: "crm", match: unknown });
}

function contactOf(at: number) {
  const text = { email: "", numbers: [], customValue: "", url: "", outputs: {} };
  return { id: String(at), type: "contacts" as const, name: nameOf(at + 1), ...text };
}

async function fill(store: Store): Promise<number> {
  const startedAt = performance.now();
  await store.write(function* () {
    for (const id of ["office", "branch"]) {
      yield* saveConnection({ id, name: id, kind: "generic", zone: "Asia/Bangkok" }, START);
    }
    yield* addTemplateRevision({ key: "bench", name: "Bench", xml: "<Information/>", hash: "bench" }, START);
    for (const id of ["desk", "crm"]) {
      const template = { templateKey: "bench", templateRevision: 1, enabled: true, settings: DEFAULT_SETTINGS };
      yield* saveIntegration({ id, connectionId: "office", ...template }, START);
    }
  });
  for (let at = 0; at < count; at += BATCH) {
    await store.write(function* () {
      for (let one = at; one < Math.min(count, at + BATCH); one++) {
        const call = makeCall(one);
        yield* saveCall(call, true, undefined);
        yield* saveLinks(call, one);
      }
    });
  }
  return (performance.now() - startedAt) / 1000;
}

const middle = START + (count / 2) * EVERY_MS;
const FILTERS: readonly (readonly [name: string, filter: Omit<CallFilter, "limit">])[] = [
  ["all", {}],
  ["a page in the middle", { before: middle, beforeId: "c" }],
  ["outbound", { direction: "outbound" }],
  ["missed", { direction: "inbound", results: ["no-answer", "busy", "failed", "voicemail"] }],
  ["busy and internal, which is rare", { direction: "internal", results: ["busy"] }],
  ["failed, which never was", { results: ["failed"] }],
  ["one connection", { connectionId: "branch" }],
  ["one extension", { extension: "1017" }],
  ["one extension, busy", { extension: "1017", results: ["busy"] }],
  ["an agent's own", { own: [{ connectionId: "office", number: "1017" }] }],
  ["a number", { number: makeCall(Math.floor(count / 3)).externalNumber }],
  ["the end of a number", { number: makeCall(Math.floor(count / 3)).externalNumber.slice(-5) }],
  ["a day, missed", { from: middle, to: middle + 86_400_000, direction: "inbound", results: ["no-answer"] }],
  ["one integration", { integrationId: "desk" }],
  ["one integration that few calls have", { integrationId: "crm" }],
  [
    "one integration, internal and busy, which is rare",
    { integrationId: "desk", direction: "internal", results: ["busy"] },
  ],
  ["with a ticket", { hasTicket: true }],
  ["with a ticket, outbound and voicemail", { hasTicket: true, direction: "outbound", results: ["voicemail"] }],
  ["with a ticket in an integration that has none", { integrationId: "crm", hasTicket: true }],
  ["missed without a ticket", { hasTicket: false, direction: "inbound", results: ["no-answer", "voicemail"] }],
  ["without a ticket in one integration", { integrationId: "desk", hasTicket: false }],
  ["one ticket", { ticketId: String(500_001 + 4 * Math.floor(count / 12)) }],
  ["a name that many have", { name: "sochara" }],
  ["a name that few have", { name: nameOf(Math.floor(count / 3) + 1) }],
  ["a name that nobody has", { name: "xylophone" }],
  ["a name in rare calls", { name: "so", direction: "internal", results: ["busy"] }],
  ["a name that nobody has, with a ticket", { name: "xylophone", hasTicket: true }],
  ["before there were any", { to: START - 1, direction: "outbound", results: ["answered"] }],
];

const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-calls-"));
try {
  const file = join(folder, "deskbell.sqlite");
  const store = openSqliteStore(file);
  const seconds = await fill(store);
  const bare = new Database(file, { readonly: true });
  const statement = bare.prepare(
    "SELECT body FROM calls WHERE connection_id = ? AND direction = ? AND disposition = ? ORDER BY started_at DESC, id DESC LIMIT ?",
  );
  const figures: Record<string, number> = { calls: count, "filled in s": seconds };
  let slowest = 0;
  const bareTimes: number[] = [];
  for (const [name, filter] of FILTERS) {
    const times: number[] = [];
    let rows = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const startedAt = performance.now();
      rows = (await store.read(() => listCalls({ ...filter, limit: PAGE }))).length;
      times.push(performance.now() - startedAt);
      const bareAt = performance.now();
      for (const row of statement.all("office", "outbound", "answered", PAGE))
        JSON.parse((row as { body: string }).body);
      bareTimes.push(performance.now() - bareAt);
    }
    figures[`${name}, p50 ms (${rows} calls)`] = quantile(times, 0.5);
    slowest = Math.max(slowest, ...times);
  }
  figures["a bare statement by index, p50 ms"] = quantile(bareTimes, 0.5);
  const part: Part = {
    name: "calls",
    figures,
    goals: [atMost("slowest page of any filter, ms", slowest, GOAL_MS)],
    notes: [`each filter ${ROUNDS} times, a page of ${PAGE} calls, in turns with the bare statement`],
  };
  console.log(values.json ? toJson([part]) : toText(part));
  process.exitCode = part.goals.every(({ met }) => met) ? 0 : 1;
  bare.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
