import { describeJsonFault, type Problem } from "../../base/index.ts";
import { getPath } from "../../gjson/index.ts";
import { MAX_EVENTS_PER_REQUEST } from "../read-phone-events.ts";

/** What came in at the door. */
export interface PostedRequest {
  readonly contentType: string;
  readonly body: string;
  /** What stood behind the `?`, without it. */
  readonly query: string;
}

/** Where a mapping finds its values. */
export interface BodyReading {
  readonly body: "json" | "form" | "query";
  /** `percent` where the PBX percent-encodes the texts within its JSON. */
  readonly decode?: "percent" | undefined;
  readonly each?: string | undefined;
}

/** UTF-16 code units. */
const MAX_BODY = 1024 * 1024;
const MAX_FIELDS = 500;

/** What was told, as JSON texts. */
export interface Items {
  readonly whole: string;
  readonly items: readonly string[];
}

/** Reads a request into JSON texts: a form becomes an object of texts, of which a name that comes twice keeps its last. */
export function readBody(
  request: PostedRequest,
  reading: BodyReading,
): Items | { readonly problems: readonly Problem[] } {
  if (request.body.length > MAX_BODY || request.query.length > MAX_BODY) {
    return fault(`holds ${request.body.length} characters`, `send at most ${MAX_BODY} at once`);
  }
  const whole =
    reading.body === "json" ? readJson(request.body) : readForm(reading.body === "form" ? request.body : request.query);
  if (typeof whole !== "string") return whole;
  const decoded = reading.decode === "percent" ? decodeTexts(whole) : whole;
  if (decoded === undefined) return fault("is nested too deeply", "a PBX's message has a few levels");
  if (reading.each === undefined) return { whole: decoded, items: [decoded] };
  const items = getPath(decoded, reading.each)
    .values()
    .map((one) => one.raw);
  if (items.length > MAX_EVENTS_PER_REQUEST) {
    return fault(`holds ${items.length} items at ${reading.each}`, `send at most ${MAX_EVENTS_PER_REQUEST} at once`);
  }
  return { whole: decoded, items };
}

function readJson(body: string): string | { problems: readonly Problem[] } {
  const text = body.replace(/^\uFEFF/, "").trim();
  const found = text === "" ? "is empty" : describeJsonFault(text, "body")?.replace(/^body:/, "line ");
  return found === undefined
    ? text
    : fault(found, "let the PBX post JSON, or set the mapping's `body` to form or query");
}

function readForm(text: string): string | { problems: readonly Problem[] } {
  const fields = [...new URLSearchParams(text)];
  if (fields.length > MAX_FIELDS) return fault(`has ${fields.length} fields`, `send at most ${MAX_FIELDS}`);
  return JSON.stringify(Object.fromEntries(fields));
}

function decodeTexts(json: string): string | undefined {
  const value: unknown = JSON.parse(json);
  try {
    return JSON.stringify(value, (_name, one: unknown) => (typeof one === "string" ? decode(one) : one));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A sign of percent that begins no code: the text was not encoded.
  }
}

function fault(message: string, help: string): { problems: readonly Problem[] } {
  return { problems: [{ path: "body", message, help }] };
}
