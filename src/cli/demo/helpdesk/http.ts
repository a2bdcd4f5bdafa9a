import type { IncomingMessage, ServerResponse } from "node:http";

/** One request as the demo helpdesk received it, kept so that tests and people can look at it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What an endpoint answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const BODY_LIMIT = 1024 * 1024;

/** Reads a request body of at most 1 MiB; more is cut off by an error. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new RangeError("request body over 1 MiB");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const type = { "content-type": "application/json; charset=utf-8" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { "cache-control": "no-store", ...reply.headers });
  response.end(reply.body);
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON object in a body that says it is JSON; `undefined` for anything else, as a helpdesk that ignores such a body. */
export function readJsonObject({ headers, body }: ReceivedRequest): JsonObject | undefined {
  if (!/^application\/json\b/i.test(String(headers["content-type"] ?? ""))) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
