import { assertNever, SECOND } from "../base/index.ts";
import type { Outcome } from "../domain/index.ts";
import type { Sent } from "./send.ts";

/** What counts as success for one request. */
export interface SuccessTest {
  isSuccess(status: number): boolean;
  /** For a search: this status says that nobody was found. */
  isNotFound(status: number): boolean;
  /** Tells what an answer is instead of what the request expects, such as the page of a proxy; then it may not be the helpdesk's. */
  findForeign(body: string): string | undefined;
  /** Looks into an answer whose status is a success; gives the reason, uncut, when it is a refusal all the same. */
  findRefusal(body: string): string | undefined;
}

/** Methods of which a repetition does no harm (RFC 9110, 9.2.2). */
const REPEATABLE: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/** What was asked, as far as the judgement depends on it. */
export interface Asked {
  readonly method: string;
  /** The request only looks something up, whatever its method. */
  readonly reads: boolean;
  readonly now: number;
  /** Masks secrets in what the helpdesk says. */
  readonly redact: (text: string) => string;
}

/** Turns what came of sending into an outcome. */
export function classify(sent: Sent, test: SuccessTest, asked: Asked): Outcome {
  switch (sent.kind) {
    case "refused":
      return { kind: "refused", reason: sent.reason };
    case "unsent":
      return { kind: "unreachable", reason: sent.reason };
    case "unreadable":
      return classifyUnreadable(sent, test, asked);
    case "unanswered":
      return asked.reads || REPEATABLE.has(asked.method)
        ? { kind: "unreachable", reason: sent.reason }
        : { kind: "uncertain", reason: `sent, but ${sent.reason}` };
    case "answer":
      return classifyAnswer(sent, test, asked);
    default:
      return assertNever(sent, "sending");
  }
}

// Asking again brings the same, but the status was read: what it says to have made is made.
function classifyUnreadable(
  { status, reason: why }: Extract<Sent, { kind: "unreadable" }>,
  test: SuccessTest,
  asked: Asked,
): Outcome {
  const reason = `the helpdesk answered ${status}, but ${why}`;
  if (!test.isSuccess(status)) {
    const outcome = classifyAnswer({ kind: "answer", status, headers: {}, body: "", bodyBytes: 0 }, test, asked);
    return "reason" in outcome ? { ...outcome, reason } : outcome;
  }
  return asked.reads || REPEATABLE.has(asked.method)
    ? { kind: "rejected", status, reason }
    : { kind: "uncertain", reason };
}

function classifyAnswer(answer: Extract<Sent, { kind: "answer" }>, test: SuccessTest, asked: Asked): Outcome {
  const { reads, now, redact } = asked;
  const { status, headers, body } = answer;
  if (reads && test.isNotFound(status)) return { kind: "nothing-found", status };
  if (test.isSuccess(status)) {
    // A helpdesk may well have nothing to say of what it did, but not of what it was asked.
    const foreign = !reads && body.trim() === "" ? undefined : test.findForeign(body);
    if (foreign !== undefined) return classifyForeign(`the helpdesk answered ${status} with ${foreign}`, asked);
    const refusal = test.findRefusal(body);
    return refusal === undefined
      ? { kind: "delivered", status }
      : { kind: "rejected", status, reason: shorten(refusal, redact) };
  }
  const said = toShortMessage(body, redact);
  const reason = `the helpdesk answered ${status}${said ? `: ${said}` : ""}`;
  const retryAfterMs = readRetryAfter(headers["retry-after"], now);
  if (status === 429 || (status === 503 && retryAfterMs !== undefined)) {
    return { kind: "throttled", status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  if (status === 408 || status === 425 || status >= 500) return { kind: "unreachable", status, reason };
  if (status >= 300 && status < 400) {
    // Without its query, in which tokens may stand.
    const target = shorten(headers.location?.replace(/[?#].*$/s, "") ?? "", redact);
    return {
      kind: "rejected",
      status,
      reason:
        target === ""
          ? `${reason}; redirects are not followed, so give the address it leads to`
          : `${reason}; redirects are not followed, so give the address it leads to: ${target}`,
    };
  }
  return { kind: "rejected", status, reason };
}

// Somebody else may have answered in the helpdesk's place: then nothing is known, neither that nobody has the number nor that a ticket
// was made.
function classifyForeign(reason: string, { reads, method }: Asked): Outcome {
  return reads || REPEATABLE.has(method) ? { kind: "unreachable", reason } : { kind: "uncertain", reason };
}

/** `Retry-After` (RFC 9110, 10.2.3) as milliseconds from now; `undefined` when there is none that can be read. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,9}(\.\d+)?\s*$/.test(value)) return Math.round(Number(value) * SECOND);
  const at = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

const MAX_MESSAGE = 300;
const MARGIN = 8 * 1024;
const MESSAGE_MEMBERS = [
  "message",
  "error_description",
  "description",
  "detail",
  "errorMessage",
  "title",
  "errmsg",
  "error",
  "errors",
];

/** The helpdesk's own words for what went wrong, short. */
export function toShortMessage(body: string, redact: (text: string) => string): string {
  let said: string | undefined;
  try {
    said = findMessage(JSON.parse(body), 0);
  } catch {
    said = body.trimStart().startsWith("<") ? /<title>([^<]*)<\/title>/i.exec(body)?.[1] : body;
  }
  return shorten(said ?? "", redact);
}

// Redacted before it is cut, since half a secret would not be found any more; the margin is cut off so that not all of it is searched.
function shorten(text: string, redact: (text: string) => string): string {
  const line = redact(text.slice(0, MAX_MESSAGE + MARGIN))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}

function findMessage(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value;
  if (depth > 4 || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const said = value.map((one) => findMessage(one, depth + 1)).filter((one) => one !== undefined);
    return said.length > 0 ? said.join("; ") : undefined;
  }
  for (const name of MESSAGE_MEMBERS) {
    const said = name in value ? findMessage((value as Record<string, unknown>)[name], depth + 1) : undefined;
    if (said) return said;
  }
  return depth > 0 ? findFirst(Object.values(value), depth) : undefined;
}

function findFirst(values: readonly unknown[], depth: number): string | undefined {
  for (const value of values) {
    const said = findMessage(value, depth + 1);
    if (said) return said;
  }
  return undefined;
}
