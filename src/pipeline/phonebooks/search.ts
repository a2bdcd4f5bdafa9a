import {
  compareNumbers,
  DEFAULT_SETTINGS,
  type FeatureSettings,
  toMatchKey,
  toSearchDigits,
  toSearchWords,
} from "../../domain/index.ts";
import {
  type ContactPlace,
  type FoundContacts,
  findContactsIn,
  findIntegration,
  type Operation,
  type PhonebookEntry,
  type Store,
  searchContacts,
} from "../../store/index.ts";
import { getPhonebook } from "./locked.ts";

/** Fewer digits are a part of a number. */
const MIN_DIGITS_OF_NUMBER = 7;

export interface ContactQuery {
  /** A part of a name, company or e-mail address, or a number however it is written; empty = all contacts. */
  readonly text: string;
  /** Where an earlier page ended. */
  readonly after?: ContactPlace | undefined;
  readonly limit: number;
}

/** A page of a phonebook's contacts that fit what was typed, by name. Throws `NOT_FOUND`. */
export async function searchPhonebook(id: string, query: ContactQuery, store: Store): Promise<FoundContacts> {
  const { text, after, limit } = query;
  const digits = toSearchDigits(text);
  const numbers = await store.read(() => readNumbers(id));
  if (digits !== undefined && digits.length >= MIN_DIGITS_OF_NUMBER) {
    const entries = await store.read(() => findByNumber(id, text, numbers));
    if (entries.length > 0) return { entries };
  }
  const words = digits === undefined ? toSearchWords(text) : [digits];
  const entries: PhonebookEntry[] = [];
  let place = after;
  for (;;) {
    const step = await store.read(() => searchContacts(id, words, place, limit - entries.length));
    entries.push(...step.entries);
    place = step.next;
    if (!place) return { entries };
    if (entries.length === limit) return { entries, next: place };
    // Calls that came in meanwhile go first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function* readNumbers(id: string): Operation<FeatureSettings["numbers"]> {
  const { integrationId } = yield* getPhonebook(id);
  const integration = integrationId === undefined ? undefined : yield* findIntegration(integrationId);
  return (integration?.settings ?? DEFAULT_SETTINGS).numbers;
}

function* findByNumber(id: string, number: string, numbers: FeatureSettings["numbers"]): Operation<PhonebookEntry[]> {
  const entries = yield* findContactsIn(id, toMatchKey(number, numbers.region));
  return entries.filter(({ contact }) =>
    contact.numbers.some((one) => compareNumbers(one.number, number, numbers) !== "none"),
  );
}
