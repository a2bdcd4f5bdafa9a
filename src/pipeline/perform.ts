import { assertNever, type Env } from "../base/index.ts";
import {
  type CallNote,
  type Contact,
  type Delivery,
  type DeliveryAction,
  type Exchange,
  type Match,
  type Outcome,
  toCanonical,
  toMatchKeys,
  type UserAssociation,
} from "../domain/index.ts";
import type { PickedContact } from "../matching/index.ts";
import { type ScenarioRun, toContacts } from "../scenario/index.ts";
import { type CallLink, findCall, type Store, type StoredCall, saveContact } from "../store/index.ts";
import { findScenario, journalUpdateRequest, recordingUploadRequest, type ScenarioId } from "../template/index.ts";
import { getAudio } from "./audio.ts";
import { findInPhonebook, SEARCH_LAG_MS } from "./first-match.ts";
import { findFinder, writingRequest } from "./healing.ts";
import type { KeyedLock } from "./lock.ts";
import { lookUpContact } from "./look-up.ts";
import type { LookUpMemory } from "./look-up-memory.ts";
import { runWrite, toTyped, type Writing } from "./run-write.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** What an attempt brought: the outcome, what was asked and answered, and what it means for the call. */
export interface Performed {
  readonly outcome: Outcome;
  readonly exchanges: readonly Exchange[];
  readonly match?: Match;
  /** Contacts for the phonebook. */
  readonly contacts: readonly Contact[];
  readonly ticketId?: string;
  /** What became of the journal entry; `id` where the helpdesk gave one. */
  readonly journal?: { readonly written: boolean; readonly id?: string };
  /** The attempt was cut off by the end of our own process. */
  readonly cutOff?: true;
  /** The helpdesk had no part in what came of it. */
  readonly unasked?: true;
  /** What would have been sent was rendered and not sent: the integration is rehearsing. */
  readonly held?: true;
}

/** Everything about the call that an attempt needs, read just before it. */
export interface Subject {
  readonly stored: StoredCall;
  readonly link: CallLink;
  readonly user: UserAssociation | undefined;
  /** Who was chosen for this number the last time, where that counts. */
  readonly picked: PickedContact | undefined;
  readonly note: CallNote | undefined;
}

/** What attempts share. */
export interface PerformTools {
  readonly store: Store;
  readonly env: Env;
  readonly lock: KeyedLock;
  readonly lookUps: LookUpMemory;
  /** Whether this process may still send in the name of what it has claimed. */
  readonly isWanted: () => boolean;
}

/** Carries out a delivery's action against the helpdesk. Never throws for what the helpdesk did. */
export async function perform(
  delivery: Delivery,
  subject: Subject,
  runtime: IntegrationRuntime,
  tools: PerformTools,
): Promise<Performed> {
  const { action } = delivery;
  switch (action.kind) {
    case "sync-contact":
      return tools.lookUps.ask(subject.stored.call.externalNumber, action.types, runtime, () =>
        lookUpContact(subject.stored, subject.link, action.types, runtime, tools, delivery.lane === 1, subject.picked),
      );
    case "create-contact":
      return tools.lock(creationTurn(subject.stored.call.externalNumber, runtime), () =>
        createContact(delivery, subject, action, runtime, tools),
      );
    case "create-ticket": {
      const earlier = await findEarlier(delivery, subject, runtime, tools);
      if (earlier) return earlier;
      const run = await write(delivery, subject, runtime, tools, "CreateNewTicket", "CreateNewTicket");
      if (isRehearsing(runtime)) return toHeld(run);
      const ticketId = run.variables.TicketId;
      if (run.outcome.kind === "delivered" && !ticketId && hasTicketOutput(runtime)) {
        const reason = "the answer to CreateNewTicket gave no id: its output TicketId was empty";
        return { outcome: { kind: "uncertain", reason }, exchanges: run.exchanges, contacts: [] };
      }
      return { outcome: run.outcome, exchanges: run.exchanges, contacts: [], ...(run.ok && ticketId && { ticketId }) };
    }
    case "update-ticket": {
      const run = await write(delivery, subject, runtime, tools, "CreateNewTicket", "UpdateTicket");
      if (isRehearsing(runtime)) return toHeld(run);
      return { outcome: run.outcome, exchanges: run.exchanges, contacts: [] };
    }
    case "write-journal": {
      const earlier = await findEarlier(delivery, subject, runtime, tools);
      if (earlier) return earlier;
      const run = await write(delivery, subject, runtime, tools, "CallJournal");
      if (isRehearsing(runtime)) return toHeld(run);
      const id = run.variables.JournalId;
      const journal = { written: run.outcome.kind === "delivered", ...(id && { id }) };
      return { outcome: run.outcome, exchanges: run.exchanges, contacts: [], ...(run.ok && { journal }) };
    }
    case "update-journal": {
      const request = journalUpdateRequest(runtime.template);
      if (!request) {
        const reason = "the template has no request that revises a journal entry (Updates)";
        return { outcome: { kind: "refused", reason }, exchanges: [], contacts: [] };
      }
      const run = await write(delivery, subject, runtime, tools, "CallJournal", request.name);
      if (isRehearsing(runtime)) return toHeld(run);
      const journal = { written: true, ...(subject.link.journal?.id && { id: subject.link.journal.id }) };
      return { outcome: run.outcome, exchanges: run.exchanges, contacts: [], ...(run.ok && { journal }) };
    }
    case "upload-recording": {
      const request = recordingUploadRequest(runtime.template);
      if (!request) {
        const reason = "the template has no request that hands over a recording (RecordingUpload)";
        return { outcome: { kind: "refused", reason }, exchanges: [], contacts: [] };
      }
      if (isRehearsing(runtime))
        return toHeld(await write(delivery, subject, runtime, tools, "CallJournal", request.name));
      const earlier = await findEarlier(delivery, subject, runtime, tools);
      if (earlier) return earlier;
      // A template that has nothing to send for this call, or cannot be rendered, troubles no PBX.
      const draft = await write(delivery, subject, runtime, tools, "CallJournal", request.name, { mode: "dry-run" });
      if (draft.outcome.kind === "refused" || draft.exchanges[0]?.request.url === "")
        return { outcome: draft.outcome, exchanges: draft.exchanges, contacts: [], unasked: true };
      const audio = await getAudio(request, subject, runtime);
      if ("outcome" in audio) return { ...audio, exchanges: [], contacts: [], unasked: true };
      const run = await write(delivery, subject, runtime, tools, "CallJournal", request.name, {
        recording: audio.file,
      });
      return { outcome: run.outcome, exchanges: run.exchanges, contacts: [] };
    }
    default:
      return assertNever(action, "delivery action");
  }
}

/**
 * Asks the helpdesk whether an attempt of which nobody knows was carried out after all. Gives `undefined` when it was not, when there is
 * no doubt, and when the template has no such question.
 */
async function findEarlier(
  delivery: Delivery,
  subject: Subject,
  runtime: IntegrationRuntime,
  tools: PerformTools,
): Promise<Performed | undefined> {
  const finder = delivery.inDoubt && !isRehearsing(runtime) ? findFinder(delivery.action, runtime) : undefined;
  const scenario = writingRequest(delivery.action, runtime.template)?.scenario;
  if (!finder || !scenario) return undefined;
  const run = await write(delivery, subject, runtime, tools, scenario, finder.name);
  if (!run.ok) return { outcome: run.outcome, exchanges: run.exchanges, contacts: [] };
  if (run.outcome.kind === "skipped") {
    const reason = `the helpdesk cannot be asked whether it was carried out: ${run.outcome.reason}`;
    return { outcome: { kind: "refused", reason }, exchanges: run.exchanges, contacts: [] };
  }
  const found = run.rows.find((row) => Object.values(row).some((value) => value !== ""));
  if (!found) return undefined;
  return {
    outcome: { kind: "skipped", reason: "an earlier attempt had been carried out after all" },
    exchanges: run.exchanges,
    contacts: [],
    ...(found.TicketId && { ticketId: found.TicketId }),
    ...(delivery.action.kind === "write-journal" && {
      journal: { written: true, ...(found.JournalId && { id: found.JournalId }) },
    }),
  };
}

/** One at a time per number, however it is written, and helpdesk, whichever PBX it is for: ten calls of one unknown number make one contact. */
function creationTurn(number: string, { integration, fields }: IntegrationRuntime): string {
  const open = Object.entries(fields).filter(([, value]) => typeof value === "string");
  const helpdesk = `${integration.templateKey} ${JSON.stringify(open.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
  return `${toCanonical(number, integration.settings.numbers.region)} ${helpdesk}`;
}

// Searched again right before creating: the contact may exist since another call, another agent, or an attempt whose answer was
// lost. The phonebook first, since a helpdesk's own search may lag behind what was just created in it; but only in what is news since this
// contact was wanted, for then the helpdesk knew nobody.
async function createContact(
  delivery: Delivery,
  subject: Subject,
  action: Extract<DeliveryAction, { kind: "create-contact" }>,
  runtime: IntegrationRuntime,
  tools: PerformTools,
): Promise<Performed> {
  const { store, env, lookUps } = tools;
  const { settings } = runtime.integration;
  const since = delivery.createdAt - SEARCH_LAG_MS;
  const known = await store.read(() => findInPhonebook(subject.stored.call.externalNumber, runtime, since));
  if (known) {
    const outcome: Outcome = { kind: "skipped", reason: "the contact has been created or found meanwhile" };
    return { outcome, exchanges: [], contacts: [], match: known };
  }
  const search = await lookUpContact(
    subject.stored,
    subject.link,
    settings.contactSync.types,
    runtime,
    tools,
    false,
    subject.picked,
  );
  if (search.match?.state !== "unknown") return search;
  const run = await write(delivery, subject, runtime, tools, "CreateNewContact", action.type);
  const exchanges = [...search.exchanges, ...run.exchanges];
  if (isRehearsing(runtime)) return { ...toHeld(run), exchanges };
  if (!run.ok || run.outcome.kind !== "delivered") return { outcome: run.outcome, exchanges, contacts: [] };
  const [created] = toContacts(run, runtime.compiled);
  if (!created) {
    const reason = `the answer to CreateNewContact gave no id: its output ContactId was empty`;
    return { outcome: { kind: "rejected", reason }, exchanges, contacts: [] };
  }
  lookUps.forget(subject.stored.call.externalNumber, runtime);
  const contact: Contact = {
    ...created,
    name: created.name || (run.variables.DisplayName ?? ""),
    numbers: [{ kind: "BusinessNumber", number: subject.stored.call.externalNumber }],
  };
  const keys = toMatchKeys(contact.numbers, settings.numbers.region);
  // Before the next one's turn; where that fails, it is saved with the result. A number that was erased meanwhile stays so.
  const save = store.write(function* () {
    if (yield* findCall(delivery.callId)) yield* saveContact(runtime.integration.id, contact, keys, env.now());
  });
  await save.catch(() => undefined);
  return {
    outcome: run.outcome,
    exchanges,
    contacts: [contact],
    match: { state: "known", contact, source: "created" },
  };
}

function isRevision({ action }: Delivery): boolean {
  return action.kind === "update-ticket" || action.kind === "update-journal";
}

function isRehearsing({ integration }: IntegrationRuntime): boolean {
  return integration.settings.helpdesk.dryRun;
}

// What cannot even be rendered fails in a rehearsal as it would in earnest: that is what a rehearsal is for.
function toHeld(run: ScenarioRun): Performed {
  const failed = run.outcome.kind === "refused";
  return { outcome: run.outcome, exchanges: run.exchanges, contacts: [], ...(!failed && { held: true }) };
}

function hasTicketOutput({ template }: IntegrationRuntime): boolean {
  const requests = findScenario(template, "CreateNewTicket")?.requests ?? [];
  return requests.some(
    ({ name, outputs }) => name === "CreateNewTicket" && outputs.some((one) => one.name === "TicketId"),
  );
}

async function write(
  delivery: Delivery,
  { stored, link, user, note }: Subject,
  runtime: IntegrationRuntime,
  { env, isWanted }: PerformTools,
  scenarioId: ScenarioId,
  request?: string,
  more: Pick<Writing, "recording"> & Partial<Pick<Writing, "mode">> = {},
): Promise<ScenarioRun> {
  const { run } = await runWrite(
    {
      call: stored.call,
      match: link.match,
      link,
      user,
      note,
      trigger: delivery.trigger,
      scenarioId,
      request,
      typed: toTyped(delivery.action),
      mode: isRehearsing(runtime) ? "dry-run" : "send",
      // Of one that is done again the helpdesk must not think that it has had it already.
      idempotencyKey: isRevision(delivery) ? `${delivery.id}-${delivery.attemptsBefore}` : delivery.id,
      isWanted,
      ...more,
    },
    runtime,
    env,
  );
  return run;
}
