import type { Env } from "../../base/index.ts";
import type { PushedContact, Session } from "../../pbx/index.ts";
import {
  type ContactMark,
  findMeta,
  findPhonebookOf,
  listContactsSince,
  type Operation,
  type Store,
  setMeta,
} from "../../store/index.ts";
import type { IntegrationRuntime, Log } from "../runtime.ts";

/** So many contacts are written at a time; the rest has its turn the next minute. */
const BATCH = 200;

interface Fresh {
  readonly phonebook: string;
  readonly contacts: readonly PushedContact[];
  readonly mark: ContactMark;
}

/**
 * Writes contacts that came into an integration's phonebook since the last time into the telephones' own, where the integration wants it
 * (`contactSync.pushToPbx`) and the PBX takes contacts. A batch that fails is written again the next time; repetitions are harmless.
 */
export async function pushContacts(
  session: Session,
  runtimes: readonly IntegrationRuntime[],
  { store, log }: { readonly store: Store; readonly log: Log; readonly env: Env },
): Promise<void> {
  if (!session.pushContacts) return;
  for (const { integration } of runtimes) {
    const { contactSync, numbers } = integration.settings;
    if (!contactSync.pushToPbx) continue;
    const fresh = await store.read(() => readFresh(integration.id));
    if (!fresh) continue;
    const { phonebook, contacts, mark } = fresh;
    const { created, updated, withoutRoom } = await session.pushContacts({
      phonebook,
      region: numbers.region,
      contacts,
    });
    await store.write(() => setMeta(markOf(integration.id), JSON.stringify(mark)));
    const facts = { integration: integration.id, created, updated };
    if (withoutRoom > 0) log.warn("the telephones' phonebook is full", { ...facts, withoutRoom });
    else if (created + updated > 0) log.info("contacts were written into the telephones' phonebook", facts);
  }
}

function* readFresh(integrationId: string): Operation<Fresh | undefined> {
  const phonebook = yield* findPhonebookOf(integrationId);
  if (!phonebook) return undefined;
  const stored = yield* findMeta(markOf(integrationId));
  const since = stored === undefined ? undefined : (JSON.parse(stored) as ContactMark);
  const entries = yield* listContactsSince(phonebook.id, since, BATCH);
  const last = entries.at(-1);
  if (!last) return undefined;
  const { type, id } = last.contact;
  return {
    phonebook: phonebook.name,
    contacts: entries.map(({ contact: { name, email, numbers, outputs } }) => ({
      name,
      ...(outputs.Company && { company: outputs.Company }),
      ...(email && { email }),
      numbers: numbers.map(({ number }) => number),
    })),
    mark: { fetchedAt: last.fetchedAt, type, id },
  };
}

const markOf = (integrationId: string): string => `pushed ${integrationId}`;
