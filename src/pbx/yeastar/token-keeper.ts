import { createHash } from "node:crypto";
import { z } from "zod";
import { MINUTE, SECOND } from "../../base/index.ts";
import type { SharedSecret } from "../connector.ts";
import type { YeastarClient } from "./client.ts";
import { ERRCODE, toDeskbellError, toLoginError, YeastarFault } from "./faults.ts";
import type { YeastarSettings } from "./settings.ts";
import { answerSchema, tokenAnswerSchema } from "./wire.ts";

/** A log-in that is valid until `expiresAt` (ms since 1970, our clock). */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * Hands out the one token pair that all nodes share, for a PBX has but 8 to give. Whoever needs a newer one looks first whether another
 * has stored it; what was obtained and could not be stored is given back at once.
 */
export interface TokenKeeper {
  /** Throws `PBX_REFUSED` (and from then on without asking: five refused log-ins block our address), `PBX_LIMIT` or `PBX_UNREACHABLE`. */
  get(): Promise<AccessToken>;
  /** Gives one other than `used`, which the PBX refused or which is about to end. */
  renew(used: string): Promise<AccessToken>;
  /** The PBX may have forgotten `used`: gives it back and another, but `undefined` as long as it is young, so that log-ins are not used up. */
  doubt(used: string): Promise<AccessToken | undefined>;
  /** Gives the pair back, unless another node has stored its own since: then ours ends by itself. */
  close(): Promise<void>;
}

const pairSchema = z.object({
  of: z.string(),
  access: z.string(),
  accessUntil: z.number(),
  refresh: z.string(),
  refreshUntil: z.number(),
  since: z.number().default(0),
});

type Pair = z.output<typeof pairSchema>;

/** A token this close to its end is not handed out any more. */
const LEAST_LIFE_MS = 30 * SECOND;

/** A younger log-in is not doubted. */
const DOUBT_AFTER_MS = 5 * MINUTE;

const REVOKE_TIMEOUT_MS = 5 * SECOND;

/** Answers to a refresh that a log-in would not make better. */
const NO_LOGIN_AFTER: ReadonlySet<number> = new Set([ERRCODE.limit, ERRCODE.overload, ERRCODE.blocked, 70_087]);

export function createTokenKeeper(
  settings: YeastarSettings,
  client: Pick<YeastarClient, "ask">,
  shared: SharedSecret,
  now: () => number,
): TokenKeeper {
  // A pair of other settings must not be sent to this PBX.
  const of = createHash("sha256").update(`${settings.baseUrl}\n${settings.clientId}`).digest("hex");
  let current: Pair | undefined;
  let flight: Promise<Pair> | undefined;
  let refusal: unknown;

  const isFresh = (pair: Pair) => pair.accessUntil - now() > LEAST_LIFE_MS;

  async function readShared(): Promise<Pair | undefined> {
    const text = await shared.read();
    if (text === undefined) return undefined;
    try {
      const pair = pairSchema.parse(JSON.parse(text));
      return pair.of === of ? pair : undefined;
    } catch {
      return undefined;
    }
  }

  async function obtain(path: string, body: Readonly<Record<string, unknown>>): Promise<Pair> {
    const askedAt = now();
    const answer = await client.ask({ path, body }, tokenAnswerSchema);
    const pair: Pair = {
      of,
      access: answer.access_token,
      accessUntil: askedAt + answer.access_token_expire_time * SECOND,
      refresh: answer.refresh_token,
      refreshUntil: askedAt + answer.refresh_token_expire_time * SECOND,
      since: askedAt,
    };
    try {
      await shared.write(JSON.stringify(pair));
    } catch (error) {
      // Nobody would ever find it again, and the PBX would count it for half an hour.
      await revoke(pair.access);
      throw error;
    }
    return pair;
  }

  async function revoke(access: string): Promise<boolean> {
    try {
      await client.ask(
        { path: "del_token", token: access, signal: AbortSignal.timeout(REVOKE_TIMEOUT_MS) },
        answerSchema,
      );
      return true;
    } catch {
      return false;
    }
  }

  async function logIn(): Promise<Pair> {
    if (refusal) throw refusal;
    try {
      return await obtain("get_token", { username: settings.clientId, password: settings.clientSecret.reveal() });
    } catch (error) {
      const coded = error instanceof YeastarFault ? toLoginError(error) : error;
      if ((coded as { code?: unknown }).code === "PBX_REFUSED") refusal = coded;
      throw coded;
    }
  }

  async function obtainNewer(used: string | undefined): Promise<Pair> {
    const stored = await readShared();
    if (stored && stored.access !== used && isFresh(stored)) return stored;
    const old = stored ?? current;
    if (!old || old.refreshUntil <= now()) return logIn();
    try {
      return await obtain("refresh_token", { refresh_token: old.refresh });
    } catch (error) {
      if (!(error instanceof YeastarFault)) throw error;
      if (NO_LOGIN_AFTER.has(error.errcode)) throw toDeskbellError(error);
    }
    // The refresh token works once: another node may have been first.
    const other = await readShared();
    if (other && other.access !== old.access && isFresh(other)) return other;
    return logIn();
  }

  async function take(used: string | undefined): Promise<AccessToken> {
    if (!current || current.access === used || !isFresh(current)) {
      flight ??= obtainNewer(used ?? current?.access).finally(() => {
        flight = undefined;
      });
      current = await flight;
    }
    return { value: current.access, expiresAt: current.accessUntil };
  }

  return {
    get: () => take(undefined),
    renew: take,
    async doubt(used) {
      if (current?.access === used) {
        if (now() - current.since < DOUBT_AFTER_MS) return undefined;
        await revoke(used);
      }
      return take(used);
    },
    async close() {
      await flight?.catch(() => undefined);
      const own = current;
      current = undefined;
      if (!own) return;
      const stored = await readShared();
      if (stored?.access !== own.access) return;
      // What could not be given back stays stored, so that the next session takes it up.
      if (await revoke(own.access)) await shared.write(undefined);
    },
  };
}
