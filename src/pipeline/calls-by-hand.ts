import { DeskbellError, type Env } from "../base/index.ts";
import type {
  CallId,
  CallNote,
  Contact,
  Delivery,
  Exchange,
  ExtensionNumber,
  Match,
  Outcome,
  Popup,
} from "../domain/index.ts";
import type { PickedContact, ReviewedAssociation } from "../matching/index.ts";
import { runScenario, toContacts } from "../scenario/index.ts";
import { findCall, type Store } from "../store/index.ts";
import { associateByHand } from "./associations.ts";
import { openPopup, pickContact, pickFound, writeNote } from "./by-hand.ts";
import { type ContactWish, planCreation } from "./contact-order.ts";
import { getRuntime, type Runtimes } from "./runtime.ts";

/** What an agent does about a call and its contact, and an administrator about who an agent is. */
export interface CallsByHand {
  /** By hand; `null` takes that back. Throws `INPUT_INVALID` for a user whom the helpdesk's list does not have. */
  associate(
    integrationId: string,
    extension: ExtensionNumber,
    userId: string | null,
  ): Promise<readonly ReviewedAssociation[]>;
  /** By click of the agent. */
  openPopup(callId: string, integrationId: string, extension: ExtensionNumber): Promise<Popup>;
  /**
   * By hand of the agent, during or after the call; also once more, with other values, where it failed. Throws `NOT_FOUND`, and `CONFLICT` while
   * another order is under way, and for a caller who is not unknown.
   */
  createContact(callId: string, integrationId: string, wish: ContactWish): Promise<Delivery>;
  /**
   * By hand of the agent: which of several contacts the other party is. Remembered for the number. Throws `NOT_FOUND` for a call or contact
   * that is not there, `CONFLICT` when there is no choice.
   */
  pickContact(callId: string, integrationId: string, picked: PickedContact): Promise<Match>;
  /**
   * The same for a caller who is not known: the contact is one that a search for `text` finds. The helpdesk is asked once more, so that nobody can
   * pass a contact off that it does not have.
   */
  pickFound(callId: string, integrationId: string, picked: PickedContact, text: string): Promise<Match>;
  /**
   * By hand of the agent, in place of what was written before. A ticket and journal entry that are there already are revised where the template
   * has a request for that. Throws `NOT_FOUND`.
   */
  writeNote(callId: string, note: Pick<CallNote, "text" | "tags">): Promise<CallNote>;
  searchContacts(
    integrationId: string,
    text: string,
  ): Promise<{ contacts: Contact[]; exchanges: readonly Exchange[]; outcome: Outcome }>;
}

export interface ByHandOptions {
  readonly store: Store;
  readonly env: Env;
  readonly runtimes: Runtimes;
  /** There may be something to do. */
  wake(): void;
}

/** What people do about calls, each in one transaction. */
export function createCallsByHand({ store, env, runtimes, wake }: ByHandOptions): CallsByHand {
  const byHand: CallsByHand = {
    async associate(integrationId, extension, userId) {
      const { integration } = await getRuntime(runtimes, integrationId);
      return store.write(() => associateByHand(integration, extension, userId));
    },
    openPopup: (callId, integrationId, extension) =>
      store.write(() => openPopup(callId as CallId, integrationId, extension, env)),
    async createContact(callId, integrationId, wish) {
      const { settings } = (await getRuntime(runtimes, integrationId)).integration;
      const type = wish.type ?? settings.contactCreation.type;
      const delivery = await store.write(() => planCreation(callId as CallId, integrationId, { ...wish, type }, env));
      wake();
      return delivery;
    },
    async pickContact(callId, integrationId, picked) {
      const runtime = await getRuntime(runtimes, integrationId);
      const match = await store.write(() => pickContact(callId as CallId, picked, runtime, env));
      wake();
      return match;
    },
    async writeNote(callId, note) {
      const stored = await store.read(() => findCall(callId));
      const touched = stored ? await runtimes.ofConnection(stored.call.connectionId) : [];
      const written = await store.write(() => writeNote(callId as CallId, note, touched, env));
      wake();
      return written;
    },
    async pickFound(callId, integrationId, picked, text) {
      const runtime = await getRuntime(runtimes, integrationId);
      const { contacts } = await byHand.searchContacts(integrationId, text);
      const contact = contacts.find((one) => one.type === picked.type && one.id === picked.id);
      if (!contact) {
        throw new DeskbellError("NOT_FOUND", `a search for "${text}" does not find ${picked.type} ${picked.id}`);
      }
      const match = await store.write(() => pickFound(callId as CallId, contact, runtime, env));
      wake();
      return match;
    },
    async searchContacts(integrationId, text) {
      const runtime = await getRuntime(runtimes, integrationId);
      const run = await runScenario({
        compiled: runtime.compiled,
        scenarioId: "SearchContact",
        variables: { SearchValue: text },
        fields: runtime.fields,
        connection: runtime.connection,
        mode: "send",
        env,
      });
      return { contacts: toContacts(run, runtime.compiled), exchanges: run.exchanges, outcome: run.outcome };
    },
  };
  return byHand;
}
