import { type Contact, DEFAULT_SETTINGS, type Integration, toMatchKeys } from "../../src/domain/index.ts";
import type { IntegrationRuntime } from "../../src/pipeline/runtime.ts";
import {
  addTemplateRevision,
  openSqliteStore,
  type Store,
  saveConnection,
  saveContact,
  saveIntegration,
} from "../../src/store/index.ts";
import { makePages, readPage } from "./contacts.ts";

export const INTEGRATION: Integration = {
  id: "desk",
  connectionId: "office",
  templateKey: "desk",
  templateRevision: 1,
  enabled: true,
  settings: DEFAULT_SETTINGS,
};

/** A look-up in the phonebook reads nothing else of an integration that runs. */
export const RUNTIME = { integration: INTEGRATION } as IntegrationRuntime;

/** Opens a durable store with one integration, whose phonebook is empty in a new file. */
export async function openPhonebook(file: string): Promise<Store> {
  const store = openSqliteStore(file);
  const now = Date.now();
  await store.write(function* () {
    yield* saveConnection({ id: "office", name: "Office", kind: "generic", zone: "Asia/Bangkok" }, now);
    yield* addTemplateRevision({ key: "desk", name: "Desk", xml: "<Integration/>", hash: "1" }, now);
    yield* saveIntegration(INTEGRATION, now);
  });
  return store;
}

export interface Loaded {
  readonly contacts: number;
  readonly seconds: number;
  /** How long a page took at the beginning and at the end, milliseconds; of the first and the last tenth. */
  readonly firstPageMs: number;
  readonly lastPageMs: number;
  /** Resident memory of the process after each page, bytes. */
  readonly rss: readonly number[];
}

/** Streams that many contacts page by page into the phonebook, each page one durable write, until it is done or the time is over. */
export async function load(store: Store, count: number, limitSeconds: number): Promise<Loaded> {
  const startedAt = performance.now();
  const pages: number[] = [];
  const rss: number[] = [];
  let contacts = 0;
  for (const text of makePages(count)) {
    const pageAt = performance.now();
    const page = readPage(text);
    await store.write(() => savePage(page));
    contacts += page.length;
    pages.push(performance.now() - pageAt);
    rss.push(process.memoryUsage.rss());
    if (performance.now() - startedAt > limitSeconds * 1000) break;
  }
  const tenth = Math.ceil(pages.length / 10);
  return {
    contacts,
    seconds: (performance.now() - startedAt) / 1000,
    firstPageMs: mean(pages.slice(0, tenth)),
    lastPageMs: mean(pages.slice(-tenth)),
    rss,
  };
}

export function* savePage(page: readonly Contact[]): ReturnType<typeof saveContact> {
  const now = Date.now();
  for (const contact of page) {
    const keys = toMatchKeys(contact.numbers, INTEGRATION.settings.numbers.region);
    yield* saveContact(INTEGRATION.id, contact, keys, now);
  }
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
