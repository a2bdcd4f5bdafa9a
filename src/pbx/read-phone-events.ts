import type { Problem } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import { phoneEventSchema } from "./phone-event-schema.ts";

/** How many events one request may bring. */
export const MAX_EVENTS_PER_REQUEST = 1000;

/** At most so many problems are told at once; a thousand wrong events mostly have one cause. */
const MAX_PROBLEMS = 100;

/**
 * Reads the body of an API request: one event, an array of events, or `{"events": […]}`. All problems at once, each with its path
 * (`events[3].kind`); if there is one, no event is taken.
 */
export function readPhoneEvents(
  body: unknown,
): { readonly events: readonly PhoneEvent[] } | { readonly problems: readonly Problem[] } {
  const { list, path } = toList(body);
  if (!Array.isArray(list)) {
    return { problems: [{ path: path || "body", message: "is not a list of events", help: 'write "events": [ … ]' }] };
  }
  if (list.length === 0 || list.length > MAX_EVENTS_PER_REQUEST) {
    const help = `send between 1 and ${MAX_EVENTS_PER_REQUEST} events in one request`;
    return { problems: [{ path: path || "body", message: `holds ${list.length} events`, help }] };
  }
  const events: PhoneEvent[] = [];
  const problems: Problem[] = [];
  for (const [index, item] of list.entries()) {
    const result = phoneEventSchema.safeParse(item);
    if (result.success) events.push(result.data);
    else
      problems.push(
        ...result.error.issues.flatMap((issue) => toProblems(issue, item === body ? "" : `${path}[${index}]`)),
      );
  }
  if (isEnvelope(body)) {
    for (const name of Object.keys(body)) {
      if (name !== "events") problems.push({ path: name, message: `"${name}" is not known beside "events"` });
    }
  }
  return problems.length > 0 ? { problems: problems.slice(0, MAX_PROBLEMS) } : { events };
}

function toList(body: unknown): { list: unknown; path: string } {
  if (Array.isArray(body)) return { list: body, path: "" };
  if (isEnvelope(body)) return { list: body.events, path: "events" };
  return { list: [body], path: "" };
}

function isEnvelope(body: unknown): body is { events: unknown } {
  return typeof body === "object" && body !== null && !Array.isArray(body) && "events" in body;
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function toProblems(issue: Issue, base: string): Problem[] {
  const place = [base, ...issue.path.map(String)].filter(Boolean).join(".");
  if (issue.code !== "unrecognized_keys") return [toProblem(place || "body", issue.message)];
  return (issue.keys ?? []).map((key) => toProblem(place ? `${place}.${key}` : key, issue.message));
}

// The schema's messages go on after a name, and put the cure behind a semicolon.
function toProblem(path: string, text: string): Problem {
  const [message, ...help] = text.split("; ");
  return { path, message: message as string, ...(help.length > 0 && { help: help.join("; ") }) };
}
