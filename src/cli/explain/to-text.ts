import type { Attempt, Exchange, Match, PhoneEvent } from "../../domain/index.ts";
import type { CallTrace, IntegrationTrace, RuleTrace, TracedEvent } from "../../pipeline/index.ts";

const MAX_BODY = 2000;

/** A decision trace in words, for a person at a terminal. `exchanges` shows what was sent and what came back. */
export function toText(trace: CallTrace, { exchanges }: { readonly exchanges: boolean }): string {
  const time = createClock(trace.zone);
  return [
    ...describeCall(trace, time),
    "",
    `Heard (${trace.events.length} events)`,
    ...trace.events.map((one) => `  ${describeEvent(one, time)}`),
    ...trace.integrations.flatMap((one) => ["", ...describeIntegration(one, time, exchanges)]),
    "",
  ].join("\n");
}

type Clock = (ms: number) => string;

/** Dates as people read them where the PBX stands, to the second. */
function createClock(zone: string | undefined): Clock {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone ?? "UTC",
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (ms) => `${format.format(ms)}${zone === undefined ? "Z" : ""}`;
}

function describeCall({ call, settled }: CallTrace, time: Clock): string[] {
  const ended = call.state === "ended" ? `, ${call.disposition ?? "ended"}` : "";
  const who = [call.externalName, call.externalNumber || "a withheld number"].filter(Boolean).join(" ");
  const whom = call.extension === undefined ? "" : ` with extension ${call.extension}`;
  const lasted = `rang ${call.ringSeconds} s, talked ${call.talkSeconds} s`;
  return [
    `Call ${call.id} (the PBX's ${call.pbxCallId}, connection ${call.connectionId})`,
    `  ${call.direction} ${call.state}${ended}: ${who}, dialled ${call.dialledNumber || "nothing known"}${whom}`,
    `  from ${time(call.startedAt)}${call.endedAt === undefined ? "" : ` to ${time(call.endedAt)}`}, ${lasted}`,
    ...(call.incomplete ? ["  incomplete: something that matters was never told"] : []),
    ...(settled ? [] : ["  not settled: features that wait for the end have not been asked yet"]),
  ];
}

function describeEvent({ event, receivedAt, told, after }: TracedEvent, time: Clock): string {
  const late = Math.round((receivedAt - event.occurredAt) / 1000);
  const came = Math.abs(late) >= 2 ? ` (came ${late} s later)` : "";
  const result = told
    ? `the call is ${after.state}, ${after.direction}${after.disposition ? `, ${after.disposition}` : ""}`
    : "nothing new";
  return `${time(event.occurredAt)} ${event.kind}${describeFacts(event)}${came} -> ${result}`;
}

const SHOWN_FACTS = ["extension", "from", "to", "toExtension", "toNumber", "queue", "reason", "disposition"];

function describeFacts(event: PhoneEvent): string {
  const facts = SHOWN_FACTS.flatMap((name) => {
    const value = (event as unknown as Readonly<Record<string, unknown>>)[name];
    return value === undefined || value === "" ? [] : [`${name} ${value}`];
  });
  return facts.length > 0 ? ` (${facts.join(", ")})` : "";
}

function describeIntegration(trace: IntegrationTrace, time: Clock, exchanges: boolean): string[] {
  const { number, match, rules, deliveries } = trace;
  const spelled = number.spellings.length > 0 ? `, looked up as ${number.spellings.join(", ")}` : "";
  return [
    `Integration ${trace.integrationId}`,
    `  number ${number.received || "withheld"}${number.canonical ? ` = ${number.canonical}` : ""}${spelled}`,
    `  match: ${describeMatch(match)}`,
    ...rules.map((rule) => `  ${describeRule(rule)}`),
    ...deliveries.flatMap((delivery) =>
      delivery.attempts.flatMap((attempt) => describeAttempt(delivery.feature, attempt, time, exchanges)),
    ),
  ];
}

function describeMatch(match: Match): string {
  switch (match.state) {
    case "known": {
      const others = match.others ? `, and ${match.others.length} more with this number` : "";
      return `known from the ${match.source}: ${match.contact.name} (${match.contact.type} ${match.contact.id})${others}`;
    }
    case "ambiguous":
      return `ambiguous: ${match.contacts.map(({ name, type, id }) => `${name} (${type} ${id})`).join(", ")}`;
    case "failed":
    case "none":
      return `${match.state}: ${match.reason}`;
    default:
      return match.state;
  }
}

const VERDICTS: Readonly<Record<RuleTrace["verdict"], string>> = { fired: "yes", skipped: "no ", open: "-  " };

function describeRule({ feature, verdict, trigger, code, reason }: RuleTrace): string {
  const at = trigger === undefined ? "" : ` at ${trigger}`;
  return `${VERDICTS[verdict]} ${feature}${at}: ${reason}${code === undefined ? "" : ` [${code}]`}`;
}

function describeAttempt(feature: string, attempt: Attempt, time: Clock, exchanges: boolean): string[] {
  const { outcome } = attempt;
  const reason = "reason" in outcome ? `: ${outcome.reason}` : "";
  const head = `  ${feature} attempt ${attempt.number} at ${time(attempt.startedAt)}: ${outcome.kind}${reason}`;
  return [head, ...attempt.exchanges.flatMap((one) => describeExchange(one, exchanges))];
}

function describeExchange(exchange: Exchange, whole: boolean): string[] {
  const { request, response, sent, notSent, outputs, warnings, durationMs } = exchange;
  const answered = response
    ? `${response.status} in ${durationMs} ms`
    : sent
      ? "no answer"
      : `not sent: ${notSent ?? ""}`;
  const rows = outputs.length > 0 ? `, ${outputs.length} ${outputs.length === 1 ? "row" : "rows"}` : "";
  const lines = [`    ${request.method} ${request.url} -> ${answered}${rows}`];
  for (const warning of warnings) lines.push(`      note: ${warning}`);
  if (!whole) return lines;
  for (const [name, value] of Object.entries(request.headers)) lines.push(`      > ${name}: ${value}`);
  if (request.body !== undefined) lines.push(...indent(request.body, "      > "));
  if (response) lines.push(...indent(response.body, "      < "));
  for (const row of outputs) lines.push(`      = ${JSON.stringify(row)}`);
  return lines;
}

function indent(text: string, mark: string): string[] {
  const cut = text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)}… (${text.length} characters)` : text;
  // What a helpdesk or caller wrote must not command the terminal.
  return cut.split("\n").map((line) => mark + [...line].map((char) => (isControl(char) ? "·" : char)).join(""));
}

function isControl(char: string): boolean {
  const code = char.codePointAt(0) as number;
  return (code < 0x20 && code !== 0x09) || (code >= 0x7f && code < 0xa0);
}
