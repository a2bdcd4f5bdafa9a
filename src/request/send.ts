import { isIP } from "node:net";
import { Agent, errors, request as undiciRequest } from "undici";
import { DeskbellError, SECOND } from "../base/index.ts";
import { readBody } from "./read-body.ts";
import type { RenderedRequest } from "./render-request.ts";
import { checkTarget, type Resolve, type TargetPolicy } from "./target-guard.ts";

/** What a request may take at most. */
export interface SendLimits {
  /** The whole exchange, milliseconds. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  /** The answer's body, after decompression. */
  readonly responseBytes: number;
}

export const DEFAULT_SEND_LIMITS: SendLimits = {
  timeoutMs: 10 * SECOND,
  connectTimeoutMs: 5 * SECOND,
  responseBytes: 5 * 1024 * 1024,
};

/** What came of sending: an answer, or how it failed. */
export type Sent =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** By lower-case name. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly bodyBytes: number;
    }
  /** Nothing reached the helpdesk. */
  | { readonly kind: "unsent"; readonly reason: string }
  /** It was sent, and the answer did not come or not whole: it may have been acted on. */
  | { readonly kind: "unanswered"; readonly reason: string }
  /** The address is not one we may talk to. */
  | { readonly kind: "refused"; readonly reason: string };

/** A pool of connections to one helpdesk. */
export interface Sender {
  send(request: RenderedRequest, limits: SendLimits, signal?: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

/** Opens a pool: HTTP/1.1, kept alive, no redirects. Names are resolved and checked once per connection, and connected to as checked. */
export function openSender(policy: TargetPolicy, connections: number, resolve?: Resolve): Sender {
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: 10 * SECOND,
    connect: {
      timeout: DEFAULT_SEND_LIMITS.connectTimeoutMs,
      lookup(host, options, callback) {
        checkTarget(host, policy, resolve).then(
          ({ address, family }) => {
            if (options.all) callback(null, [{ address, family }]);
            else callback(null, address, family);
          },
          (error: NodeJS.ErrnoException) => callback(error, "", 0),
        );
      },
    },
  });

  return {
    async send(request, limits, signal) {
      const timeout = AbortSignal.timeout(limits.timeoutMs);
      let written = false;
      try {
        // A literal address is not looked up, so it is checked here.
        const { hostname } = new URL(request.url);
        if (isIP(hostname.replace(/^\[|\]$/g, ""))) await checkTarget(hostname, policy, resolve);
        const answer = await undiciRequest(request.url, {
          dispatcher: agent,
          method: request.method as "GET",
          headers: { ...request.headers, "accept-encoding": "gzip, deflate, br" },
          ...(request.body !== undefined && { body: request.body }),
          headersTimeout: limits.timeoutMs,
          bodyTimeout: limits.timeoutMs,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        written = true;
        const { text, bytes } = await readBody(answer.body, answer.headers, limits.responseBytes);
        return {
          kind: "answer",
          status: answer.statusCode,
          headers: flat(answer.headers),
          body: text,
          bodyBytes: bytes,
        };
      } catch (error) {
        return toFailure(error, written, timeout.aborted, limits);
      }
    },
    close: () => agent.close(),
  };
}

/** Failures before the first byte of the request can have left. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function toFailure(error: unknown, written: boolean, timedOut: boolean, limits: SendLimits): Sent {
  const cause = findCause(error);
  if (cause instanceof DeskbellError) return { kind: "refused", reason: cause.message };
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const message = cause instanceof Error ? cause.message : String(cause);
  if (NEVER_LEFT.has(code)) return { kind: "unsent", reason: `the helpdesk cannot be reached: ${message} (${code})` };
  if (timedOut || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { kind: "unanswered", reason: `no whole answer within ${limits.timeoutMs / SECOND} s` };
  }
  return {
    kind: "unanswered",
    reason: written
      ? `the answer could not be read: ${message}`
      : `the connection broke before an answer came: ${message}`,
  };
}

// undici wraps what the look-up of the address threw.
function findCause(error: unknown): unknown {
  let at = error;
  for (let depth = 0; depth < 5; depth++) {
    if (at instanceof DeskbellError || !(at instanceof Error) || at.cause === undefined) return at;
    at = at.cause;
  }
  return at;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
