import type { Exchange } from "../domain/index.ts";
import type { LookUpRun } from "../pipeline/index.ts";
import type { ScenarioRun } from "../scenario/index.ts";

const MAX_SHOWN_BODY = 2000;

/** An exchange as a person reads it. */
export function formatExchange(exchange: Exchange): string {
  const { request, response } = exchange;
  const lines = [`${request.name}: ${request.method} ${request.url || "(no address)"}`];
  for (const [name, value] of Object.entries(request.headers)) lines.push(`  ${name}: ${value}`);
  if (request.body !== undefined) lines.push(...indent(request.body));
  if (response) {
    lines.push(`  → ${response.status}, ${response.bodyBytes} bytes, ${exchange.durationMs} ms`);
    lines.push(...indent(response.body.slice(0, MAX_SHOWN_BODY)));
  } else if (exchange.notSent) lines.push(`  not sent: ${exchange.notSent}`);
  for (const warning of exchange.warnings) lines.push(`  warning: ${warning}`);
  return lines.join("\n");
}

function indent(text: string): string[] {
  return text === "" ? [] : text.split("\n").map((line) => `  | ${line}`);
}

/** Rows and the outcome of a run. */
export function formatResult(run: ScenarioRun): string {
  const lines = run.rows.map((row, at) => {
    const cells = Object.entries(row).flatMap(([name, value]) => (value === "" ? [] : [`${name}=${value}`]));
    return `row ${at + 1}: ${cells.join("  ") || "(empty)"}`;
  });
  if ("contacts" in run) {
    const names = (run as LookUpRun).contacts.map(({ id, name }) => `${id} (${name})`);
    lines.push(names.length > 0 ? `who has the number: ${names.join(", ")}` : "nobody who was found has the number");
  }
  const reason = "reason" in run.outcome ? `: ${run.outcome.reason}` : "";
  return [...lines, `outcome: ${run.outcome.kind}${reason}`].join("\n");
}
