import type { Exchange, Outcome } from "../domain/index.ts";
import { type Exchanged, type Rendering, renderRequest } from "../request/index.ts";
import { findNextRequest, type Scenario } from "../template/index.ts";
import type { CompiledRequest } from "./compile.ts";
import { MAX_PAGES, toFirstPage, toNextPage } from "./paging.ts";
import { fillRow, type RowValues, redactRow, toRows } from "./rows.ts";
import type { ScenarioInput } from "./run.ts";
import { type RunScope, withRow } from "./scope.ts";

/** `Outputs Next` is followed so many times behind one another. */
const MAX_HOPS = 8;
/** And for so many rows of one answer. */
const MAX_NEXT_ROWS = 50;

export interface RequestDone {
  readonly outcome: Outcome;
  readonly rows: readonly RowValues[];
  readonly exchanges: readonly Exchange[];
}

/** Runs one request: all its pages, then the request that `Next` names for each row. */
export async function runRequest(
  input: ScenarioInput,
  scenario: Scenario,
  compiled: CompiledRequest,
  scope: RunScope,
  reads: boolean,
  hop = 0,
): Promise<RequestDone> {
  const rendered = withRecording(renderRequest(compiled.spec, scope), input);
  const rendering = withIdempotencyKey(rendered, input, compiled, reads);
  const { paging } = compiled.extensions;
  const first: Rendering =
    paging && rendering.kind === "ready"
      ? { ...rendering, request: toFirstPage(rendering.request, paging) }
      : rendering;
  if (input.mode === "dry-run") {
    const preview = input.connection.preview(first, compiled.spec.name, scenario.id);
    const outcome: Outcome = preview.outcome;
    const next =
      outcome.kind === "skipped" && rendering.kind === "ready"
        ? await previewNext(input, scenario, compiled, scope, reads, hop)
        : [];
    return { outcome, rows: [], exchanges: [preview, ...next] };
  }
  let exchanges: readonly Exchange[] = [];
  const rows: RowValues[] = [];
  const seen = new Set<string>();
  let asked = 0;
  let page: Rendering | undefined = first;
  let outcome: Outcome = { kind: "skipped", reason: "" };
  for (let pages = 1; page; pages++) {
    const { exchange, answer }: Exchanged = await input.connection.send(page, compiled.spec.name, {
      scenario: scenario.id,
      test: compiled.test,
      reads,
      ...(input.timeoutMs !== undefined && { timeoutMs: input.timeoutMs }),
      ...(input.signal && { signal: input.signal }),
      ...(input.urgent && { urgent: true }),
      isWanted: input.isWanted,
    });
    outcome = exchange.outcome;
    const found = outcome.kind === "delivered" && answer ? toRows(compiled, answer.body) : [];
    const outputs = found.map((row) => redactRow(row, input.connection.redactValue));
    exchanges = [...exchanges, { ...exchange, outputs }];
    asked += found.length;
    const fresh = paging ? found.filter((row) => isNew(row, seen)) : found;
    rows.push(...fresh);
    if (outcome.kind !== "delivered" || !answer || !paging || page.kind !== "ready" || fresh.length === 0) break;
    const request = toNextPage(page.request, paging, { ...answer, rows: found.length, rowsSoFar: asked, pages });
    if (request && pages === MAX_PAGES) {
      exchanges = warnLast(exchanges, `there are more than ${MAX_PAGES} pages; the rest was left out`);
      break;
    }
    page = request && { ...page, request };
  }
  if (paging && rows.length > 0 && outcome.kind === "nothing-found")
    outcome = { kind: "delivered", status: outcome.status };
  if (outcome.kind !== "delivered") return { outcome, rows, exchanges };
  return followNext(input, scenario, compiled, scope, reads, hop, { outcome, rows, exchanges });
}

async function followNext(
  input: ScenarioInput,
  scenario: Scenario,
  compiled: CompiledRequest,
  scope: RunScope,
  reads: boolean,
  hop: number,
  done: RequestDone,
): Promise<RequestDone> {
  const name = compiled.request.next;
  if (!name || done.rows.length === 0) return done;
  const next = findNextRequest(input.compiled.template, scenario, name);
  const { exchanges } = done;
  if (!next)
    return { ...done, exchanges: warnLast(exchanges, `the next request "${name}" does not exist; it was left out`) };
  if (hop >= MAX_HOPS) {
    return {
      ...done,
      exchanges: warnLast(exchanges, `"${name}" was left out: more than ${MAX_HOPS} requests behind one another`),
    };
  }
  const more: Exchange[] = [];
  const rows: RowValues[] = [];
  let outcome = done.outcome;
  for (const row of done.rows.slice(0, MAX_NEXT_ROWS)) {
    const own = withRow(scope, row);
    const step = await runRequest(input, scenario, input.compiled.request(next), own, reads, hop + 1);
    more.push(...step.exchanges);
    rows.push(fillRow(row, step.rows[0] ?? {}));
    // A look-up that could not be completed is repeated as a whole; what was created already is not created again.
    if (reads && isTransient(step.outcome)) {
      outcome = step.outcome;
      break;
    }
  }
  const cut = done.rows.length - MAX_NEXT_ROWS;
  const kept =
    cut > 0
      ? warnLast(exchanges, `"${name}" ran for ${MAX_NEXT_ROWS} rows; ${cut} more were left without it`)
      : exchanges;
  return { outcome, rows: [...rows, ...done.rows.slice(MAX_NEXT_ROWS)], exchanges: [...kept, ...more] };
}

// A dry run has no rows, so what would follow is shown once, with the outputs empty.
async function previewNext(
  input: ScenarioInput,
  scenario: Scenario,
  compiled: CompiledRequest,
  scope: RunScope,
  reads: boolean,
  hop: number,
): Promise<readonly Exchange[]> {
  const next = compiled.request.next && findNextRequest(input.compiled.template, scenario, compiled.request.next);
  if (!next || hop >= MAX_HOPS) return [];
  const empty = Object.fromEntries(compiled.outputs.map(({ name }) => [name, scope.variables[name] ?? ""]));
  const own = withRow(scope, empty);
  return (await runRequest(input, scenario, input.compiled.request(next), own, reads, hop + 1)).exchanges;
}

function withRecording(rendering: Rendering, { recording, mode }: ScenarioInput): Rendering {
  if (rendering.kind !== "ready" || !rendering.request.multipart) return rendering;
  const { request, warnings } = rendering;
  if (recording) {
    return { ...rendering, request: { ...request, multipart: { ...rendering.request.multipart, file: recording } } };
  }
  if (mode === "dry-run") return rendering;
  const reason = "it hands over the recording of a call, and none was given";
  return { kind: "refused", reason, method: request.method, url: request.url, warnings };
}

function withIdempotencyKey(
  rendering: Rendering,
  input: ScenarioInput,
  compiled: CompiledRequest,
  reads: boolean,
): Rendering {
  const header = compiled.extensions.idempotencyHeader?.toLowerCase();
  if (rendering.kind !== "ready" || reads || !header || input.idempotencyKey === undefined) return rendering;
  const { request } = rendering;
  if (request.method !== "POST" && request.method !== "PATCH") return rendering;
  // Requests of one run are different wishes, so the key names the request too.
  const key = `${input.idempotencyKey}-${request.name}`.replace(/[^\x21-\x7e]/g, "_");
  return { ...rendering, request: { ...request, headers: { ...request.headers, [header]: key } } };
}

function isNew(row: RowValues, seen: Set<string>): boolean {
  const key = row.UserUniqueId || JSON.stringify(row);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function isTransient(outcome: Outcome): boolean {
  return outcome.kind === "unreachable" || outcome.kind === "throttled" || outcome.kind === "unauthorised";
}

function warnLast(exchanges: readonly Exchange[], warning: string): readonly Exchange[] {
  const last = exchanges.at(-1);
  return last ? [...exchanges.slice(0, -1), { ...last, warnings: [...last.warnings, warning] }] : exchanges;
}
