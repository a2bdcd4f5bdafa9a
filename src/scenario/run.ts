import { DeskbellError, type Diagnostic, type Env } from "../base/index.ts";
import type { Exchange, Outcome } from "../domain/index.ts";
import type { HelpdeskConnection, UploadFile } from "../request/index.ts";
import { findScenario, type Request, type Scenario, type ScenarioId } from "../template/index.ts";
import { chooseRequests, isFinder, isReading } from "./choose-requests.ts";
import { type CompiledTemplate, TemplateSyntaxError } from "./compile.ts";
import { contactTypeOf, idOf, idOutputOf, namedTypeOf } from "./contact-types.ts";
import { createPageUrl } from "./page-url.ts";
import { redactRow } from "./rows.ts";
import { runRequest } from "./run-request.ts";
import { createScope, type Fields, type RunScope } from "./scope.ts";

export interface ScenarioInput {
  readonly compiled: CompiledTemplate;
  readonly scenarioId: ScenarioId;
  /** Names of requests in the order to run them; contact types in contact scenarios. Default: what the scenario is for. */
  readonly requests?: readonly string[];
  /** Variables of the call. */
  readonly variables: Readonly<Record<string, string>>;
  /** Values of the connection form. */
  readonly fields: Fields;
  /** An administrator's texts in place of the scenario's parameters, by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly connection: HelpdeskConnection;
  /** What a request with `RecordingUpload` hands over. */
  readonly recording?: UploadFile;
  /** `dry-run` renders and records, and sends nothing. */
  readonly mode: "send" | "dry-run";
  /** Asked with all that was found so far, after each request that brought something: whether those behind it need not be sent any more. */
  readonly isEnough?: (hits: readonly Hit[]) => boolean;
  /** The same for every repetition of one wish; sent where the template lets it. */
  readonly idempotencyKey?: string;
  /** Of each request, milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Somebody waits for the answer, so it goes before others where the helpdesk's rate is limited. */
  readonly urgent?: boolean;
  /** Asked right before each request; nothing more is sent when it says no. */
  readonly isWanted?: (() => boolean) | undefined;
  readonly env: Pick<Env, "now">;
}

/** One row of outputs, with the request it came from. */
export interface Hit {
  readonly request: string;
  readonly row: Readonly<Record<string, string>>;
  /** The page of the contact that the row is about; empty when there is none. */
  readonly url: string;
}

/** One execution of a scenario. Secrets are in none of its members. */
export interface ScenarioRun {
  /** Every request did what it was for; nobody found, and nothing to send, count as that too. */
  readonly ok: boolean;
  readonly outcome: Outcome;
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly hits: readonly Hit[];
  /** All variables at the end but secret fields: those given, parameters, outputs of the first row. */
  readonly variables: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs a scenario's requests in order. What the helpdesk does is told by the outcome; throws a DeskbellError only for what the caller
 * can know before: `SCENARIO_MISSING`, `REQUEST_MISSING`.
 */
export async function runScenario(input: ScenarioInput): Promise<ScenarioRun> {
  const { compiled, scenarioId } = input;
  const scenario = findScenario(compiled.template, scenarioId);
  if (!scenario) {
    const there = compiled.template.scenarios.map(({ id }) => id).join(", ") || "none";
    throw new DeskbellError("SCENARIO_MISSING", `the template has no scenario "${scenarioId}"; it has ${there}`);
  }
  const requests = chooseRequests(scenario, input.requests);
  try {
    return await runRequests(input, scenario, requests);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    const outcome: Outcome = { kind: "refused", reason: error.message };
    return { ok: false, outcome, rows: [], hits: [], variables: {}, exchanges: [], diagnostics: [error.diagnostic] };
  }
}

async function runRequests(
  input: ScenarioInput,
  scenario: Scenario,
  requests: readonly Request[],
): Promise<ScenarioRun> {
  const { compiled, mode } = input;
  const warnings: string[] = [];
  const warn = (message: string) => void (warnings.includes(message) || warnings.push(message));
  let scope = createScopeFor(requests[0], input, scenario, warn);
  const exchanges: Exchange[] = [];
  const pageUrl = createPageUrl(compiled, warn, () => hostsOf(exchanges));
  const redact = (value: string) => input.connection.redactValue(value);
  const hits: Hit[] = [];
  const reads = isReading(scenario.id) || (requests.length > 0 && requests.every(isFinder));
  let outcome: Outcome = { kind: "skipped", reason: `scenario "${scenario.id}" has no request to run` };
  let delivered = false;
  for (const [index, request] of requests.entries()) {
    if (index > 0 && namedTypeOf(request.name)) scope = createScopeFor(request, input, scenario, warn);
    const done = await runRequest(input, scenario, compiled.request(request), scope, reads);
    exchanges.push(...done.exchanges);
    outcome = done.outcome;
    const type = contactTypeOf(request.name);
    for (const row of done.rows) {
      hits.push({ request: request.name, row: redactRow(row, redact), url: redact(pageUrl(row, type, scope)) });
    }
    if (!isGood(outcome, mode)) break;
    delivered ||= outcome.kind === "delivered";
    if (done.rows.length > 0 && input.isEnough?.(hits)) break;
  }
  const ok = isGood(outcome, mode);
  // An empty address of the last request must not hide that an earlier one was sent.
  if (ok && delivered && outcome.kind === "skipped") outcome = { kind: "delivered" };
  if (ok && reads && mode === "send" && delivered) {
    outcome =
      hits.length > 0
        ? { kind: "delivered", ...statusOf(outcome) }
        : { kind: "nothing-found", status: 200, ...statusOf(outcome) };
  }
  return {
    ok,
    outcome,
    rows: hits.map(({ row }) => row),
    hits,
    variables: redactRow(toVariables(input, scope.variables, hits[0]), redact),
    exchanges: withWarnings(exchanges, warnings),
    diagnostics: [],
  };
}

const OF_CONTACTS: ReadonlySet<string> = new Set(["SyncContactAuto", "SearchContact", "CreateNewContact"]);

/** In the scenarios of contacts `ContactSyncType` is the type that the request names, whichever the call brought. */
function createScopeFor(
  request: Request | undefined,
  { compiled, variables, fields, parameters = {} }: ScenarioInput,
  scenario: Scenario,
  warn: (message: string) => void,
): RunScope {
  const type = request && OF_CONTACTS.has(scenario.id) ? namedTypeOf(request.name) : undefined;
  const given = type ? { ...variables, ContactSyncType: type } : variables;
  return createScope(compiled, scenario, given, fields, parameters, warn);
}

function hostsOf(exchanges: readonly Exchange[]): string[] {
  const hosts = exchanges.flatMap(({ request }) => (URL.canParse(request.url) ? [new URL(request.url).hostname] : []));
  return [...new Set(hosts)];
}

function isGood(outcome: Outcome, mode: ScenarioInput["mode"]): boolean {
  if (outcome.kind === "delivered" || outcome.kind === "nothing-found") return true;
  return outcome.kind === "skipped" && (mode === "send" || outcome.reason !== "");
}

function statusOf(outcome: Outcome): { status?: number } {
  return "status" in outcome && outcome.status !== undefined ? { status: outcome.status } : {};
}

function toVariables(
  { fields }: ScenarioInput,
  variables: Readonly<Record<string, string>>,
  hit: Hit | undefined,
): Record<string, string> {
  const shown = Object.entries(variables).filter(([name]) => typeof fields[name] !== "object");
  const all = { ...Object.fromEntries(shown), ...hit?.row };
  if (!hit) return all;
  const type = contactTypeOf(hit.request);
  const id = idOf(hit.row, type);
  if (id === "") return all;
  const named = namedTypeOf(hit.request);
  return { ...all, ContactId: id, [idOutputOf(type)]: id, ...(named && { ContactSyncType: named }) };
}

function withWarnings(exchanges: readonly Exchange[], warnings: readonly string[]): readonly Exchange[] {
  const [first, ...rest] = exchanges;
  return first && warnings.length > 0 ? [{ ...first, warnings: [...warnings, ...first.warnings] }, ...rest] : exchanges;
}
