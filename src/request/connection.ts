import type { Env } from "../base/index.ts";
import type { Exchange, Outcome } from "../domain/index.ts";
import type { Auth } from "./auth.ts";
import { classify, type SuccessTest } from "./classify.ts";
import { isTokenDead, secretsOf, toAuthorization, toMaskedAuthorization } from "./credentials.ts";
import { createPace } from "./pace.ts";
import { createRedactor, type Redactor, SHORTEST_IN_VALUES } from "./redact.ts";
import { redactAnswer, redactOutcome, redactRequest } from "./redact-exchange.ts";
import type { RenderedRequest, Rendering } from "./render-request.ts";
import { DEFAULT_SEND_LIMITS, openSender, type SendLimits, type Sent } from "./send.ts";
import { createSlots } from "./slots.ts";
import type { Resolve, TargetPolicy } from "./target-guard.ts";
import { createTokenKeeper, type KeptTokens, type TokenKeeper } from "./token-keeper.ts";
import { TokenRefused } from "./token-request.ts";
import type { TokenStore } from "./token-store.ts";

export interface HelpdeskConnectionOptions extends TargetPolicy {
  readonly auth: Auth;
  /** Values of password fields: they are shown as `***` in every exchange. */
  readonly secrets: readonly string[];
  readonly tokenStore: TokenStore;
  /** How many requests may be under way at once. */
  readonly maxConcurrentRequests: number;
  /** How many requests a minute the helpdesk takes; absent = no limit of ours. */
  readonly requestsPerMinute?: number;
  readonly userAgent: string;
  readonly env: Pick<Env, "now">;
  readonly limits?: Partial<SendLimits>;
  readonly resolve?: Resolve;
  /** Lets one task at a time run over all processes that share the token store; absent = there is only this one. */
  readonly exclusive?: <T>(task: () => Promise<T>) => Promise<T>;
}

/** How one request is to be sent and judged. */
export interface SendOptions {
  /** The scenario's id, for the record. */
  readonly scenario: string;
  readonly test: SuccessTest;
  /** The request only looks something up, whatever its method. */
  readonly reads: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Goes before others where the rate is limited. */
  readonly urgent?: boolean;
  /** Asked right before sending; nothing is sent any more when it says no. */
  readonly isWanted?: (() => boolean) | undefined;
}

/** The record of a request, redacted, and beside it the raw answer for reading outputs: not for storing. */
export interface Exchanged {
  readonly exchange: Exchange;
  readonly answer?: { readonly body: string; readonly headers: Readonly<Record<string, string>> };
}

/** An open connection to one helpdesk: its credentials, its pool of sockets, its cap of parallel requests. */
export interface HelpdeskConnection {
  /** Sends a rendered request with credentials. Never throws for what the helpdesk did. */
  send(rendering: Rendering, name: string, options: SendOptions): Promise<Exchanged>;
  /** Records what would be sent, without sending and without asking for a token. */
  preview(rendering: Rendering, name: string, scenario: string): Exchange;
  /** A value that leaves a run, such as an output, with the connection's secrets shown as `***`. */
  redactValue(value: string): string;
  /** Exchanges the code of an authorisation for tokens. Throws a DeskbellError `REAUTHORISE` or `OAUTH_FAILED`. */
  acceptCode(code: string, redirectUri: string, verifier: string | undefined): Promise<void>;
  /** Requests a minute from now on; `undefined` = no limit. */
  setRate(perMinute: number | undefined): void;
  /** How many requests went out within the last minute. */
  countLastMinute(): number;
  close(): Promise<void>;
}

export function createHelpdeskConnection(options: HelpdeskConnectionOptions): HelpdeskConnection {
  const { auth, env, userAgent } = options;
  const limits = { ...DEFAULT_SEND_LIMITS, ...options.limits };
  const sender = openSender(options, options.maxConcurrentRequests, options.resolve);
  const inSlot = createSlots(options.maxConcurrentRequests);
  const pace = createPace(options.requestsPerMinute, env);
  const keeper: TokenKeeper | undefined =
    auth.kind === "token-server"
      ? createTokenKeeper({
          auth,
          store: options.tokenStore,
          sender,
          limits,
          env,
          exclusive: options.exclusive ?? ((task) => task()),
        })
      : undefined;

  let latestTokens: KeptTokens | undefined;
  let redactors = createRedactors(secretsOf(auth, options.secrets, undefined));

  /** Tokens that were in use stay secret until the next ones come. */
  function redactorFor(tokens: KeptTokens | undefined): Redactor {
    if (tokens && tokens !== latestTokens) {
      redactors = createRedactors(secretsOf(auth, options.secrets, tokens));
      latestTokens = tokens;
    }
    return redactors.exchanges;
  }

  function withCredentials(request: RenderedRequest, tokens: KeptTokens | undefined): RenderedRequest {
    return withHeaders(request, userAgent, toAuthorization(auth, tokens));
  }

  async function sendReady(
    request: RenderedRequest,
    send: SendOptions,
    warnings: readonly string[],
  ): Promise<Exchanged> {
    const startedAt = env.now();
    const own = { ...limits, ...(send.timeoutMs !== undefined && { timeoutMs: send.timeoutMs }) };
    let tokens: KeptTokens | undefined;
    let full = withCredentials(request, undefined);
    let sent: Sent | undefined;
    try {
      tokens = await keeper?.get();
      full = withCredentials(request, tokens);
      sent = await sendIfWanted(full, own, send);
      if (keeper && tokens && auth.kind === "token-server" && isTokenDead(sent, auth.tokenErrors)) {
        tokens = await keeper.renew(tokens.version);
        full = withCredentials(request, tokens);
        sent = await sendIfWanted(full, own, send);
      }
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      const outcome: Outcome = error.final
        ? { kind: "unauthorised", reason: error.message }
        : { kind: "unreachable", reason: error.message };
      return record(full, sent, outcome);
    }
    const judged = classify(sent, send.test, {
      method: request.method,
      reads: send.reads,
      now: env.now(),
      redact: redactorFor(tokens).text,
    });
    const outcome = sent.kind === "answer" && sent.status === 401 ? unauthorised(judged) : judged;
    return record(full, sent, outcome);

    function record(asked: RenderedRequest, came: Sent | undefined, outcome: Outcome): Exchanged {
      const redactor = redactorFor(tokens);
      const exchange: Exchange = {
        scenario: send.scenario,
        request: redactRequest(asked, redactor),
        ...(came?.kind === "answer" && { response: redactAnswer(came, redactor) }),
        sent: came !== undefined && came.kind !== "unsent" && came.kind !== "refused",
        ...(came === undefined && { notSent: "no token" }),
        ...((came?.kind === "unsent" || came?.kind === "refused") && { notSent: redactor.text(came.reason) }),
        outcome: redactOutcome(outcome, redactor),
        outputs: [],
        warnings: warnings.map((one) => redactor.text(one)),
        startedAt,
        durationMs: env.now() - startedAt,
      };
      return { exchange, ...(came?.kind === "answer" && { answer: { body: came.body, headers: came.headers } }) };
    }
  }

  async function sendIfWanted(request: RenderedRequest, own: SendLimits, send: SendOptions): Promise<Sent> {
    if (send.isWanted?.() === false) return { kind: "unsent", reason: "it was taken over by somebody else meanwhile" };
    return sender.send(request, own, send.signal);
  }

  function unsent(rendering: Rendering, name: string, scenario: string, why: string, outcome: Outcome): Exchange {
    const redactor = redactorFor(undefined);
    const request: RenderedRequest =
      rendering.kind === "ready"
        ? withHeaders(rendering.request, userAgent, toMaskedAuthorization(auth))
        : { name, method: rendering.method, url: rendering.kind === "refused" ? rendering.url : "", headers: {} };
    return {
      scenario,
      request: redactRequest(request, redactor),
      sent: false,
      notSent: redactor.text(why),
      outcome: redactOutcome(outcome, redactor),
      outputs: [],
      warnings: rendering.warnings.map((one) => redactor.text(one)),
      startedAt: env.now(),
      durationMs: 0,
    };
  }

  function notReady(rendering: Exclude<Rendering, { kind: "ready" }>, name: string, scenario: string): Exchange {
    const outcome: Outcome =
      rendering.kind === "empty"
        ? { kind: "skipped", reason: `the address of request "${name}" came out empty` }
        : { kind: "refused", reason: `request "${name}": ${rendering.reason}` };
    return unsent(rendering, name, scenario, outcome.reason, outcome);
  }

  return {
    async send(rendering, name, send) {
      if (rendering.kind !== "ready") return { exchange: notReady(rendering, name, send.scenario) };
      await pace.take(send.signal, send.urgent);
      return inSlot(() => sendReady(rendering.request, send, rendering.warnings));
    },
    preview(rendering, name, scenario) {
      if (rendering.kind !== "ready") return notReady(rendering, name, scenario);
      const why = "dry run";
      return unsent(rendering, name, scenario, why, { kind: "skipped", reason: why });
    },
    async acceptCode(code, redirectUri, verifier) {
      if (!keeper) throw new TokenRefused("this template does not log in with OAuth2", true);
      await keeper.accept(code, redirectUri, verifier);
    },
    setRate: pace.setRate,
    countLastMinute: pace.countLastMinute,
    redactValue: (value) => redactors.values.text(value),
    close: () => sender.close(),
  };
}

function createRedactors(secrets: readonly string[]): { readonly exchanges: Redactor; readonly values: Redactor } {
  return { exchanges: createRedactor(secrets), values: createRedactor(secrets, SHORTEST_IN_VALUES) };
}

function withHeaders(request: RenderedRequest, userAgent: string, authorization: string | undefined): RenderedRequest {
  const headers = { "user-agent": userAgent, ...request.headers };
  return { ...request, headers: authorization === undefined ? headers : { ...headers, authorization } };
}

function unauthorised(judged: Outcome): Outcome {
  const reason = "reason" in judged ? judged.reason : "the helpdesk answered 401";
  return { kind: "unauthorised", status: 401, reason };
}
