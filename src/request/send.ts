import { isIP } from "node:net";
import { Readable } from "node:stream";
import { Agent, type Dispatcher, request as undiciRequest } from "undici";
import { DeskbellError, MINUTE, SECOND } from "../base/index.ts";
import { toMultipartBody } from "./multipart.ts";
import { readBody, UnreadableBody } from "./read-body.ts";
import type { RenderedRequest } from "./render-request.ts";
import { checkTarget, type Resolve, type TargetPolicy } from "./target-guard.ts";

/** What a request may take at most. */
export interface SendLimits {
  /** The whole exchange, milliseconds; one that carries a file has longer. */
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

/** A file has this time more: what a slow line needs, up to five minutes. */
const UPLOAD_BYTES_PER_MS = 128;
const MOST_UPLOAD_MS = 5 * MINUTE;

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
  /** It was answered with this status, but the answer is one that cannot be read, and never will be: too large, broken compression. */
  | { readonly kind: "unreadable"; readonly status: number; readonly reason: string }
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
    allowH2: false,
    // Many servers close an idle connection after 5 s. A POST that meets the close would be uncertain, so ours ends first.
    keepAliveTimeout: 4 * SECOND,
    connect: {
      timeout: DEFAULT_SEND_LIMITS.connectTimeoutMs,
      lookup(host, options, callback) {
        checkTarget(host, policy, resolve).then(
          (targets) => {
            const [first] = targets;
            if (options.all || !first) callback(null, [...targets]);
            else callback(null, first.address, first.family);
          },
          (error: NodeJS.ErrnoException) => callback(error, "", 0),
        );
      },
    },
  });

  async function exchange(request: RenderedRequest, limits: SendLimits, signal: AbortSignal, state: SendState) {
    // A literal address is not looked up, so it is checked here.
    const { hostname } = new URL(request.url);
    if (isIP(hostname.replace(/^\[|\]$/g, ""))) await checkTarget(hostname, policy, resolve);
    const { headers, body } = toMessage(request, state);
    const answer = await undiciRequest(request.url, {
      dispatcher: agent.compose(watchStart(state)),
      method: request.method as Dispatcher.HttpMethod,
      headers: { ...headers, "accept-encoding": "gzip, deflate, br" },
      ...(body !== undefined && { body }),
      headersTimeout: limits.timeoutMs,
      bodyTimeout: limits.timeoutMs,
      signal,
    });
    state.status = answer.statusCode;
    const { text, bytes } = await readBody(answer.body, answer.headers, limits.responseBytes);
    return {
      kind: "answer",
      status: answer.statusCode,
      headers: flat(answer.headers),
      body: text,
      bodyBytes: bytes,
    } as const;
  }

  return {
    async send(request, given, signal) {
      const limits = withUploadTime(given, request);
      const timeout = AbortSignal.timeout(limits.timeoutMs);
      const stop = signal ? AbortSignal.any([signal, timeout]) : timeout;
      const state: SendState = { started: false, whole: true, status: undefined, stopped: stop };
      try {
        return await Promise.race([exchange(request, limits, stop, state), rejectWhen(stop)]);
      } catch (error) {
        return toFailure(error, state, timeout.aborted, limits);
      }
    },
    close: () => agent.close(),
  };
}

/** How far a request came. */
interface SendState {
  /** Its first byte may have left. */
  started: boolean;
  /** Its last byte may have left; before that no helpdesk can have acted on it. */
  whole: boolean;
  status: number | undefined;
  readonly stopped: AbortSignal;
}

function withUploadTime(limits: SendLimits, { multipart }: RenderedRequest): SendLimits {
  if (!multipart?.file) return limits;
  const more = Math.ceil(multipart.file.bytes / UPLOAD_BYTES_PER_MS);
  return { ...limits, timeoutMs: limits.timeoutMs + Math.min(more, MOST_UPLOAD_MS) };
}

/** The headers and the body as they go over the wire. */
function toMessage({ headers, body, multipart }: RenderedRequest, state: SendState) {
  if (!multipart?.file) return { headers, body };
  const form = toMultipartBody(multipart, multipart.file);
  state.whole = false;
  const chunks = form.chunks(() => {
    state.whole = true;
  });
  return {
    headers: { ...headers, "content-type": form.contentType, "content-length": String(form.length) },
    body: Readable.from(chunks, { objectMode: false }),
  };
}

/** Notes the moment before a request is written to its connection, which tells "not sent" from "sent and no answer". */
function watchStart(state: SendState): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        state.started = !state.stopped.aborted;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (...all) => handler.onResponseStart?.(...all),
      onResponseData: (...all) => handler.onResponseData?.(...all),
      onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
}

// A request that waits for its connection does not hear of the signal before it has one.
function rejectWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

function toFailure(error: unknown, state: SendState, timedOut: boolean, limits: SendLimits): Sent {
  const cause = findCause(error);
  if (cause instanceof DeskbellError) return { kind: "refused", reason: cause.message };
  const said = describe(cause);
  if (cause instanceof UnreadableBody && state.status !== undefined) {
    return { kind: "unreadable", status: state.status, reason: said };
  }
  const late = timedOut || /TIMEOUT$/.test(codeOf(cause));
  if (!state.started) {
    const reason = timedOut ? `no connection within ${limits.timeoutMs / SECOND} s` : said;
    return { kind: "unsent", reason: `the helpdesk cannot be reached: ${reason}` };
  }
  if (!state.whole && state.status === undefined) {
    const reason = late ? `it took longer than ${Math.round(limits.timeoutMs / SECOND)} s` : said;
    return { kind: "unsent", reason: `the recording could not be sent to its end: ${reason}` };
  }
  if (late) return { kind: "unanswered", reason: `no whole answer within ${limits.timeoutMs / SECOND} s` };
  return {
    kind: "unanswered",
    reason:
      state.status === undefined
        ? `the connection broke before an answer came: ${said}`
        : `the answer broke off: ${said}`,
  };
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}

function describe(cause: unknown): string {
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return code === "" || message.includes(code) ? message || "no reason given" : `${message || "failed"} (${code})`;
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
