import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { z } from "zod";
import { DeskbellError, SECOND } from "../../base/index.ts";
import { toDeskbellError, YeastarFault } from "./faults.ts";
import type { YeastarSettings } from "./settings.ts";
import { createAgent, describeFailure } from "./transport.ts";
import { answerSchema } from "./wire.ts";

/** The PBX answers only to whoever names a program. */
export const USER_AGENT = "Deskbell";

const API_PATH = "/openapi/v1.0/";
const TIMEOUT_MS = 20 * SECOND;
/** A page holds at most 10,000 rows. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

export type Query = Readonly<Record<string, string | number>>;

export interface ApiRequest {
  /** Such as `extension/list`. */
  readonly path: string;
  /** Goes into the query, and nowhere else. */
  readonly token?: string;
  readonly query?: Query;
  /** Makes it a POST. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

/** Speaks HTTP with one PBX. */
export interface YeastarClient {
  readonly agent: HttpAgent;
  /** Asks, and reads the answer by its schema. Throws {@link YeastarFault} for an error code, `PBX_UNREACHABLE` when there is no answer. */
  ask<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): Promise<z.output<Schema>>;
  /** Opens a file of the PBX. */
  download(path: string, token: string, signal: AbortSignal): Promise<IncomingMessage>;
  /** The PBX's clock minus ours as its latest answer told it; it counts in seconds. */
  clockDifferenceMs(): number | undefined;
  close(): void;
}

export function createClient(settings: YeastarSettings, now: () => number): YeastarClient {
  const agent = createAgent(settings);
  const send = settings.baseUrl.startsWith("https:") ? httpsRequest : httpRequest;
  const host = new URL(settings.baseUrl).host;
  let clockDifferenceMs: number | undefined;

  function open(address: URL, shown: string, body: string | undefined, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { "user-agent": USER_AGENT, accept: "application/json" };
      const outgoing = send(address, {
        agent,
        method: body === undefined ? "GET" : "POST",
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        signal,
      });
      outgoing.once("response", resolve);
      outgoing.once("error", (cause) => reject(unreachable(shown, describeFailure(cause), cause)));
      outgoing.end(body);
    });
  }

  function unreachable(path: string, why: string, cause?: unknown): DeskbellError {
    // What failed may quote the address with its token, so only its reason is told.
    const evidence =
      cause instanceof Error ? { cause: { code: (cause as NodeJS.ErrnoException).code ?? cause.name } } : {};
    return new DeskbellError("PBX_UNREACHABLE", `Yeastar ${host} ${path}: ${why}`, evidence);
  }

  function measureClock(response: IncomingMessage): void {
    const date = Date.parse(response.headers.date ?? "");
    // The header cuts its second off.
    if (!Number.isNaN(date)) clockDifferenceMs = date + SECOND / 2 - now();
  }

  return {
    agent,
    async ask({ path, token, query = {}, body, signal }, schema) {
      const address = new URL(`${settings.baseUrl}${API_PATH}${path}`);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
      if (token !== undefined) address.searchParams.set("access_token", token);
      const timeout = AbortSignal.timeout(TIMEOUT_MS);
      const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
      const json = body === undefined ? undefined : JSON.stringify(body);
      const response = await open(address, path, json, limit);
      measureClock(response);
      const text = await readText(response).catch((cause) => {
        throw unreachable(path, "the answer broke off", cause);
      });
      const answer = parse(text);
      const head = answerSchema.safeParse(answer);
      if (!head.success) {
        throw unreachable(
          path,
          `it answered ${response.statusCode}, but not as a Yeastar P-Series; check the base URL`,
        );
      }
      if (head.data.errcode !== 0) throw new YeastarFault(path, head.data.errcode, head.data.errmsg);
      const read = schema.safeParse(answer);
      if (read.success) return read.data;
      const places = read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
      throw unreachable(path, `its answer does not fit: ${places.slice(0, 3).join(", ")}`);
    },
    async download(path, token, signal) {
      const address = new URL(path, settings.baseUrl);
      if (address.host !== host) throw unreachable("recording", "it names a file on another host");
      address.searchParams.set("access_token", token);
      const response = await open(address, "recording", undefined, signal);
      if (response.statusCode === 200) return response;
      response.resume();
      throw toDeskbellError(new YeastarFault("recording", 60_001, `status ${response.statusCode}`));
    },
    clockDifferenceMs: () => clockDifferenceMs,
    close: () => agent.destroy(),
  };
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error("the answer is too large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
