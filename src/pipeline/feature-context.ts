import type { Call, Popup } from "../domain/index.ts";
import type { FeatureContext } from "../features/index.ts";
import { type CallLink, findCallNote, listDeliveriesOfCall, listPopupsOfCall, type Operation } from "../store/index.ts";
import { journalUpdateRequest, type Request, requestParts, type Template } from "../template/index.ts";
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
    extensions,
    associations,
    popups: popups.filter((popup) => popup.integrationId === integration.id),
    now,
  };
}

const facts = new WeakMap<Template, FeatureContext["template"]>();

function toTemplateFacts(template: Template): FeatureContext["template"] {
  let known = facts.get(template);
  if (!known) {
    const scenario = (id: string) => template.scenarios.find((one) => one.id === id);
    const needsContact = (id: string) =>
      scenario(id)?.parameters.findLast((one) => one.name === "NeedSyncContact")?.value?.value === "1";
    const journalUpdate = journalUpdateRequest(template);
    known = {
      supports: template.supports,
      hasSearch: (scenario("SyncContactAuto")?.requests.length ?? 0) > 0,
      hasUpdateTicket: scenario("CreateNewTicket")?.requests.some((one) => one.name === "UpdateTicket") ?? false,
      ...(journalUpdate && { journalUpdate: { needsId: usesJournalId(journalUpdate) } }),
      needsContact: { ticket: needsContact("CreateNewTicket"), journal: needsContact("CallJournal") },
    };
    facts.set(template, known);
  }
  return known;
}

// As text, since a template that cannot be parsed fails when it is rendered, and says so better.
function usesJournalId(request: Request): boolean {
  const { body, headers, query, form } = requestParts(request);
  return [request.url, body, ...[...headers, ...query, ...form].map(({ value }) => value)].some((text) =>
    text?.value.includes(".JournalId"),
  );
}
