import Database from "better-sqlite3";
import { keepYoungGenerationSmall, letYoungGenerationGrow } from "../../src/cli/young-generation.ts";
import { toMatchKey } from "../../src/domain/index.ts";
import { findInPhonebook } from "../../src/pipeline/first-match.ts";
import { searchPhonebook } from "../../src/pipeline/phonebooks/search.ts";
import type { Store } from "../../src/store/index.ts";
import { makeSavedAgain, type NumberToFind, pickKnown, pickStrangers, pickSwitchboard } from "./look-up-numbers.ts";
import { INTEGRATION, type Loaded, load, openPhonebook, RUNTIME, savePage } from "./phonebook.ts";
import { readGiven } from "./run-alone.ts";

/** What was found out about looking numbers up; times in milliseconds, one for each look-up. */
export interface LookUpsFound {
  readonly loaded: Loaded;
  readonly known: readonly number[];
  readonly strangers: readonly number[];
  readonly switchboard: readonly number[];
  /** Only the index, and the index with the contacts' rows, for the same numbers. */
  readonly bareIndex: readonly number[];
  readonly bareRows: readonly number[];
  /** How many contacts share the key of each number. */
  readonly candidates: readonly number[];
  /** One contact written again, as after each look-up in the helpdesk. */
  readonly saved: readonly number[];
  /** A search by text that finds a page of contacts, and one that looks through all of them and finds nobody. */
  readonly searched: readonly number[];
  readonly searchedInVain: readonly number[];
  readonly rss: number;
}

const WARM_UP = 500;
const SWITCHBOARD_CALLS = 100;
const SAVES = 50;
const SEARCHES = 20;

const { file, contacts, lookUps, limitSeconds } = readGiven<{
  file: string;
  contacts: number;
  lookUps: number;
  limitSeconds: number;
}>();
keepYoungGenerationSmall();
const store = await openPhonebook(file);
letYoungGenerationGrow();
const loaded = await load(store, contacts, limitSeconds);
const bare = openBare(file);

const known = pickKnown(loaded.contacts, lookUps);
for (const number of pickKnown(loaded.contacts, WARM_UP)) await timeLookUp(store, number);
const times: number[] = [];
const bareIndex: number[] = [];
const bareRows: number[] = [];
const candidates: number[] = [];
for (const [at, number] of known.entries()) {
  // In turns, so that neither always finds what the other has just brought into memory.
  if (at % 2 === 0) times.push(await timeLookUp(store, number));
  const key = toMatchKey(number.written, INTEGRATION.settings.numbers.region);
  const index = bare.findIds(key);
  bareIndex.push(index.ms);
  candidates.push(index.rows);
  bareRows.push(bare.findRows(key).ms);
  if (at % 2 === 1) times.push(await timeLookUp(store, number));
}
const strangers = await timeAll(store, pickStrangers(Math.ceil(lookUps / 10)));
const switchboard = await timeAll(store, pickSwitchboard(Math.min(SWITCHBOARD_CALLS, lookUps)));
const saved: number[] = [];
for (const contact of makeSavedAgain(loaded.contacts, SAVES)) {
  const startedAt = performance.now();
  await store.write(() => savePage([contact]));
  saved.push(performance.now() - startedAt);
}
const searched = await timeSearches("company", 50);
const searchedInVain = await timeSearches("nobody of this name", 0);
const rss = process.memoryUsage.rss();
bare.close();
await store.close();
const found: LookUpsFound = {
  loaded,
  known: times,
  strangers,
  switchboard,
  bareIndex,
  bareRows,
  candidates,
  saved,
  searched,
  searchedInVain,
  rss,
};
process.stdout.write(JSON.stringify(found));

async function timeAll(phonebook: Store, numbers: readonly NumberToFind[]): Promise<number[]> {
  const taken: number[] = [];
  for (const number of numbers) taken.push(await timeLookUp(phonebook, number));
  return taken;
}

/** Throws when the wrong people are found, since a fast wrong answer is worth nothing. */
async function timeLookUp(phonebook: Store, { written, owner }: NumberToFind): Promise<number> {
  const startedAt = performance.now();
  const match = await phonebook.read(() => findInPhonebook(written, RUNTIME));
  const ms = performance.now() - startedAt;
  const people = match?.state === "known" ? [match.contact, ...(match.others ?? [])] : [];
  const right = owner === undefined ? people.length === 0 : people.some(({ id }) => id === owner);
  if (!right) {
    const names = people.map(({ id }) => id).join(", ");
    throw new Error(`${written}: found contacts "${names}" instead of "${owner ?? ""}"`);
  }
  return ms;
}

/** Throws when it is not that many contacts that are found. */
async function timeSearches(text: string, count: number): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < SEARCHES; at++) {
    const startedAt = performance.now();
    const { entries } = await searchPhonebook(INTEGRATION.id, { text, limit: 50 }, store);
    taken.push(performance.now() - startedAt);
    if (entries.length !== count) throw new Error(`"${text}": found ${entries.length} contacts instead of ${count}`);
  }
  return taken;
}

/** The same file and the same indexes, by the database's driver alone. */
function openBare(path: string) {
  const db = new Database(path, { readonly: true });
  db.pragma("cache_size = -65536");
  const ids = db.prepare("SELECT contact_id FROM contact_numbers WHERE phonebook_id = ? AND match_key = ?");
  const rows = db.prepare(
    `SELECT c.body FROM contact_numbers n
     JOIN contacts c ON c.phonebook_id = n.phonebook_id AND c.type = n.type AND c.contact_id = n.contact_id
     WHERE n.phonebook_id = ? AND n.match_key = ?`,
  );
  const time = (statement: Database.Statement) => (key: string) => {
    const startedAt = performance.now();
    const found = statement.all(INTEGRATION.id, key);
    return { ms: performance.now() - startedAt, rows: found.length };
  };
  return { findIds: time(ids), findRows: time(rows), close: () => db.close() };
}
