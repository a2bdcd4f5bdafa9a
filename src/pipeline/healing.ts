import { assertNever } from "../base/index.ts";
import { type DeliveryAction, makesNew } from "../domain/index.ts";
import {
  findEarlierRequest,
  findScenario,
  journalUpdateRequest,
  type Request,
  recordingUploadRequest,
  requestExtensions,
  type ScenarioId,
  type Template,
} from "../template/index.ts";
import type { IntegrationRuntime } from "./runtime.ts";

/**
 * What keeps an action that may have been carried out already from being carried out twice.
 *
 * - `harmless`: doing it again changes nothing (look-ups, updates, and contact creation, which searches first).
 * - `key`: the helpdesk heeds the same key at each repetition. - `search`: it can be asked whether the thing is there.
 * - `repeat`: the administrator would rather have it twice than not at all. - `none`: a person must look.
 */
export type Healing = "harmless" | "key" | "search" | "repeat" | "none";

export function isRepeatable(healing: Healing): boolean {
  return healing !== "none";
}

/** The scenario and the request by which an action writes. */
export function writingRequest(
  action: DeliveryAction,
  template: Template,
): { readonly scenario: ScenarioId; readonly request?: string } | undefined {
  switch (action.kind) {
    case "sync-contact":
      return undefined;
    case "create-contact":
      return { scenario: "CreateNewContact", request: action.type };
    case "create-ticket":
      return { scenario: "CreateNewTicket", request: "CreateNewTicket" };
    case "update-ticket":
      return { scenario: "CreateNewTicket", request: "UpdateTicket" };
    case "write-journal":
      return { scenario: "CallJournal" };
    case "update-journal": {
      const update = journalUpdateRequest(template);
      return { scenario: "CallJournal", ...(update && { request: update.name }) };
    }
    case "upload-recording": {
      const upload = recordingUploadRequest(template);
      return { scenario: "CallJournal", ...(upload && { request: upload.name }) };
    }
    default:
      return assertNever(action, "delivery action");
  }
}

/** The request that asks the helpdesk whether a ticket, journal entry or recording is there already. */
export function findFinder(
  action: DeliveryAction,
  { template }: Pick<IntegrationRuntime, "template">,
): Request | undefined {
  const writing = writingRequest(action, template);
  const scenario = writing && findScenario(template, writing.scenario);
  return scenario && findEarlierRequest(scenario, writing.request);
}

// Of the journal, those that revise an entry, look for one or hand over its recording are sent by themselves.
function isOfEntry(request: Request): boolean {
  const { updates, findsEarlier, recordingUpload } = requestExtensions(request);
  return updates === undefined && findsEarlier === undefined && recordingUpload === undefined;
}

/** How a repetition of the action is made safe with this integration. */
export function toHealing(
  action: DeliveryAction,
  runtime: Pick<IntegrationRuntime, "template" | "integration">,
): Healing {
  if (!makesNew(action)) return "harmless";
  if (findFinder(action, runtime)) return "search";
  const writing = writingRequest(action, runtime.template);
  const requests = (writing && findScenario(runtime.template, writing.scenario)?.requests) ?? [];
  const own = requests.filter((one) =>
    writing?.request === undefined ? isOfEntry(one) : one.name === writing.request,
  );
  if (own.length > 0 && own.every((request) => requestExtensions(request).heedsIdempotencyKey)) return "key";
  return runtime.integration.settings.helpdesk.repeatInDoubt ? "repeat" : "none";
}
