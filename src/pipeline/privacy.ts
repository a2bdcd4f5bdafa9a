import { compareNumbers, DEFAULT_SETTINGS, type FeatureSettings, toMatchKey } from "../domain/index.ts";
import {
  eraseCall,
  erasePicks,
  eraseRefusedPosts,
  findContactsIn,
  listCallsById,
  listIntegrations,
  listPhonebooks,
  listRecordingPlays,
  type Operation,
  type PhonebookEntry,
  type RecordingPlay,
  removeContact,
  type Store,
} from "../store/index.ts";
import type { Runtimes } from "./runtime.ts";
import { type CallTrace, readTrace } from "./trace.ts";

/** Everything that is stored about one number. */
export interface NumberRecord {
  readonly number: string;
  /** `listened`: who has heard the recording, and when. */
  readonly calls: readonly (CallTrace & { readonly listened: readonly Omit<RecordingPlay, "linkId" | "callId">[] })[];
  readonly contacts: readonly FoundContact[];
}

/** A contact with the phonebook that it stands in. */
interface FoundContact extends PhonebookEntry {
  readonly phonebookId: string;
}

/** How much was removed. */
export interface Erased {
  readonly calls: number;
  readonly contacts: number;
}

const PAGE = 1000;
const MAX_PLAYS = 10_000;

/** Gathers all calls and contacts of a number, however it was written. Looks through everything, so it takes its time. */
export async function exportNumber(number: string, store: Store, runtimes: Runtimes): Promise<NumberRecord> {
  const { calls, contacts } = await findAll(number, store);
  const traces: NumberRecord["calls"][number][] = [];
  for (const id of calls) {
    const trace = await readTrace(id, store, runtimes);
    const plays = await store.read(() => listRecordingPlays(id, MAX_PLAYS));
    const listened = plays.map(({ linkId: _, callId: __, ...play }) => play);
    if (trace) traces.push({ ...trace, listened });
  }
  return { number, calls: traces, contacts };
}

/** Removes all calls and contacts of a number, and the last refused posts, whosesoever they are. What the helpdesk has stays there. */
export async function eraseNumber(number: string, store: Store): Promise<Erased> {
  const { calls, contacts } = await findAll(number, store);
  for (const id of calls) await store.write(() => eraseCall(id));
  await store.write(eraseRefusedPosts);
  for (const { phonebookId, integrationId, contact } of contacts) {
    await store.write(function* (): Operation<void> {
      yield* removeContact(phonebookId, contact);
      if (integrationId !== undefined) yield* erasePicks(integrationId, contact);
    });
  }
  return { calls: calls.length, contacts: contacts.length };
}

async function findAll(number: string, store: Store) {
  const integrations = await store.read(listIntegrations);
  const ofIntegrations = integrations.map(({ settings }) => settings.numbers);
  const readings = ofIntegrations.length > 0 ? ofIntegrations : [DEFAULT_SETTINGS.numbers];
  const is = createTest(number, readings);
  const keys = new Set(readings.map(({ region }) => toMatchKey(number, region)).filter((key) => key !== ""));
  const calls: string[] = [];
  for (let last = ""; ; ) {
    const page = await store.read(() => listCallsById(last, PAGE));
    calls.push(...page.filter(({ externalNumber }) => is(externalNumber)).map(({ id }) => id));
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) break;
  }
  const contacts: FoundContact[] = [];
  for (const { id: phonebookId } of await store.read(listPhonebooks)) {
    for (const key of keys) {
      const entries = await store.read(() => findContactsIn(phonebookId, key));
      const found = entries.filter(({ contact }) => contact.numbers.some((one) => is(one.number)));
      contacts.push(...found.map((entry) => ({ ...entry, phonebookId })));
    }
  }
  return { calls, contacts };
}

// Only what is certainly this number: numbers that merely end alike may be somebody else's.
function createTest(
  number: string,
  readings: readonly Pick<FeatureSettings["numbers"], "region" | "lastDigits">[],
): (other: string) => boolean {
  return (other) => readings.some((numbers) => compareNumbers(number, other, numbers) === "exact");
}
