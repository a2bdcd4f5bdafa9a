import type { DeliveryAction, Exchange, FeatureName } from "../../domain/index.ts";
import { findScenario, requestExtensions, type ScenarioId, type Template } from "../../template/index.ts";
import { writingRequest } from "../healing.ts";
import { toReadableLines } from "./json-lines.ts";

/** A request as far as it is compared. Secrets stand as `***`. */
export interface ShownRequest {
  readonly feature: FeatureName;
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  /** Why it could not be rendered, or had nothing to send. */
  readonly notRendered?: string;
  /** It could not be rendered: a delivery ends with that. */
  readonly refused?: true;
}

/** Of the exchanges of an attempt, the writing requests that a rehearsal can render too. */
export function toShownRequests(
  feature: FeatureName,
  action: DeliveryAction,
  exchanges: readonly Exchange[],
  template: Template,
): ShownRequest[] {
  const writing = writingRequest(action, template);
  if (!writing) return [];
  const left = findDependent(template, writing.scenario, writing.request);
  return exchanges
    .filter(({ scenario, request }) => scenario === writing.scenario && !left.has(request.name.toLowerCase()))
    .map(({ request: { name, method, url, body }, outcome }) => ({
      feature,
      name,
      method,
      url,
      ...(body !== undefined && { body }),
      // What was refused or empty when it was rendered says so by its name; whatever happened to it later is no part of it.
      ...("reason" in outcome &&
        isOfRendering(outcome.reason, name) && {
          notRendered: outcome.reason,
          ...(outcome.kind === "refused" && { refused: true as const }),
        }),
    }));
}

/** The lines by which two requests are compared. */
export function toLines({ feature, method, url, body: shown, notRendered }: ShownRequest): string[] {
  if (notRendered !== undefined) return [`not sent: ${notRendered}`];
  // How large a recording was is known only once it was sent.
  const body = feature === "recording-upload" ? shown?.replace(/<recording[^<>]*>$/, "<recording>") : shown;
  return [`${method} ${url}`, ...(body === undefined || body === "" ? [] : toReadableLines(body))];
}

// Requests that go on with what an answer brought (`Next`), or that ask for an earlier effect, hang on answers: a rehearsal has none.
function findDependent(template: Template, scenarioId: ScenarioId, asked: string | undefined): ReadonlySet<string> {
  const requests = findScenario(template, scenarioId)?.requests ?? [];
  const finders = requests.filter((one) => requestExtensions(one).findsEarlier !== undefined);
  const names = [...finders.map(({ name }) => name), ...requests.flatMap(({ next }) => next ?? [])];
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== asked?.toLowerCase()));
}

function isOfRendering(reason: string, name: string): boolean {
  return reason.startsWith(`request "${name}": `) || reason === `the address of request "${name}" came out empty`;
}

export function isSameRequests(some: readonly ShownRequest[], others: readonly ShownRequest[]): boolean {
  const all = (requests: readonly ShownRequest[]) => JSON.stringify(requests.map((one) => [one.name, toLines(one)]));
  return all(some) === all(others);
}
