import type { Call, Popup, Skip } from "../domain/index.ts";
import type { FeatureContext } from "../features/index.ts";
import {
  type CallLink,
  findCallNote,
  listDeliveriesOfCall,
  listPopupsOfCall,
  listSkips,
  type Operation,
} from "../store/index.ts";
import {
  journalUpdateRequest,
  type Request,
  recordingUploadRequest,
  requestParts,
  type Template,
} from "../template/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/** Gathers what the features decide by. */
export function* readFeatureContext(
  call: Call,
  settled: boolean,
  link: CallLink,
  runtime: IntegrationRuntime,
  now: number,
): Operation<FeatureContext & { readonly popups: readonly Popup[] }> {
  const { integration, template, extensions, associations } = runtime;
  const popups = yield* listPopupsOfCall(call.id);
  const note = yield* findCallNote(call.id);
  const decided = settled ? yield* listDecided(call, runtime) : [];
  return {
    call,
    settled,
    match: link.match,
    lookupOverdue: link.match.state === "pending" && (link.lookupDueAt ?? 0) <= now,
    link,
    ...(note && { note }),
    deliveries: yield* listDeliveriesOfCall(call.id, integration.id),
    settings: integration.settings,
    template: toTemplateFacts(template),
    hasAudio: call.recording !== undefined && (runtime.audio?.canFetch(call.recording) ?? false),
    extensions,
    associations,
    ...(decided.length > 0 && { decided }),
    popups: popups.filter((popup) => popup.integrationId === integration.id),
    now,
  };
}

/** Whether a call was over before the integration became what it is now. */
export function isBefore({ endedAt }: Call, { changedAt = 0 }: IntegrationRuntime["integration"]): boolean {
  return endedAt !== undefined && endedAt < changedAt;
}

/** What was left out of a call before the integration became what it is now. */
export function* listDecided(call: Call, { integration }: IntegrationRuntime): Operation<Skip[]> {
  if (!isBefore(call, integration)) return [];
  const { id, changedAt = 0 } = integration;
  const skips = yield* listSkips(call.id);
  return skips
    .filter((one) => one.integrationId === id && one.at < changedAt)
    .map(({ integrationId: _, at: __, ...skip }) => skip);
}

const facts = new WeakMap<Template, FeatureContext["template"]>();

function toTemplateFacts(template: Template): FeatureContext["template"] {
  let known = facts.get(template);
  if (!known) {
    const scenario = (id: string) => template.scenarios.find((one) => one.id === id);
    const needsContact = (id: string) =>
      scenario(id)?.parameters.findLast((one) => one.name === "NeedSyncContact")?.value?.value === "1";
    const journalUpdate = journalUpdateRequest(template);
    const upload = recordingUploadRequest(template);
    known = {
      supports: template.supports,
      hasSearch: (scenario("SyncContactAuto")?.requests.length ?? 0) > 0,
      hasUpdateTicket: scenario("CreateNewTicket")?.requests.some((one) => one.name === "UpdateTicket") ?? false,
      ...(journalUpdate && { journalUpdate: { needsId: mentions(journalUpdate, "JournalId") } }),
      ...(upload && {
        recordingUpload: { needsJournalId: needs(upload, "JournalId"), needsTicketId: needs(upload, "TicketId") },
      }),
      needsContact: { ticket: needsContact("CreateNewTicket"), journal: needsContact("CallJournal") },
    };
    facts.set(template, known);
  }
  return known;
}

/** Whether a request that hands over a recording cannot do without a variable: it uses it, and nowhere asks whether it is there. */
export function needs(request: Request, variable: "JournalId" | "TicketId"): boolean {
  return mentions(request, variable) && !mentions(request, variable, "(?:if|with)\\b[^}]*");
}

// As text, since a template that cannot be parsed fails when it is rendered, and says so better.
function mentions(request: Request, variable: string, after = ""): boolean {
  const { body, headers, query, form } = requestParts(request);
  const pattern = new RegExp(`${after}\\.${variable}\\b`);
  return [request.url, body, ...[...headers, ...query, ...form].map(({ value }) => value)].some(
    (text) => text && pattern.test(text.value),
  );
}
