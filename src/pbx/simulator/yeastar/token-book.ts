import { SECOND } from "../../../base/index.ts";

/** Lives of the real thing. */
const ACCESS_SECONDS = 1800;
const REFRESH_SECONDS = 86_400;
const MAX_LIVE = 8;
const MAX_BAD_LOGINS = 5;

export const ERR = {
  ok: [0, "SUCCESS"],
  failure: [-1, "FAILURE"],
  unknownInterface: [10_001, "INTERFACE NOT EXISTED"],
  tokenExpired: [10_004, "TOKEN EXPIRED"],
  accessDenied: [10_005, "ACCESS DENIED"],
  syntax: [40_001, "SYNTAX ERROR"],
  parameter: [40_002, "PARAMETER ERROR"],
  notFound: [60_001, "DATA NOT FOUND"],
  duplicate: [40_003, "DUPLICATE"],
  limit: [60_002, "MAX LIMITATION EXCEEDED"],
  blocked: [70_004, "IP BLOCKED"],
  overload: [70_082, "OVERLOAD TASK RUNNING"],
  notAllowed: [70_087, "IP NOT ALLOWED"],
} as const satisfies Record<string, readonly [code: number, message: string]>;

export type Err = (typeof ERR)[keyof typeof ERR];

interface Pair {
  readonly access: string;
  readonly refresh: string;
  readonly accessUntil: number;
  readonly refreshUntil: number;
}

/** Gives and counts tokens as the PBX does. */
export interface TokenBook {
  logIn(username: unknown, password: unknown): object;
  refresh(token: unknown): object;
  revoke(access: string): Err;
  isValid(access: string): boolean;
  /** How many of the eight are taken. */
  live(): number;
  /** All end at once, as when the PBX restarts. */
  forgetAll(): void;
  /** Removes the block of our address, as an administrator does. */
  unblock(): void;
  /** How often somebody tried to log in. */
  readonly logIns: number;
}

export function createTokenBook(
  client: { readonly id: string; readonly secret: string },
  now: () => number,
  newToken: () => string,
): TokenBook {
  let pairs: Pair[] = [];
  let badLogIns = 0;
  let logIns = 0;

  function liveOnes(): Pair[] {
    pairs = pairs.filter((pair) => pair.refreshUntil > now());
    return pairs.filter((pair) => pair.accessUntil > now());
  }

  function give(): object {
    const pair: Pair = {
      access: newToken(),
      refresh: newToken(),
      accessUntil: now() + ACCESS_SECONDS * SECOND,
      refreshUntil: now() + REFRESH_SECONDS * SECOND,
    };
    pairs.push(pair);
    return {
      ...toAnswer(ERR.ok),
      access_token_expire_time: ACCESS_SECONDS,
      access_token: pair.access,
      refresh_token_expire_time: REFRESH_SECONDS,
      refresh_token: pair.refresh,
    };
  }

  return {
    logIn(username, password) {
      logIns++;
      if (badLogIns >= MAX_BAD_LOGINS) return toAnswer(ERR.blocked);
      if (username !== client.id || password !== client.secret) {
        badLogIns++;
        return toAnswer(badLogIns >= MAX_BAD_LOGINS ? ERR.blocked : ERR.accessDenied);
      }
      if (liveOnes().length >= MAX_LIVE) return toAnswer(ERR.limit);
      badLogIns = 0;
      return give();
    },
    refresh(token) {
      const pair = pairs.find((one) => one.refresh === token && one.refreshUntil > now());
      if (!pair) return toAnswer(ERR.tokenExpired);
      // A refresh token works once, and takes the old access token with it only when that one ends.
      pairs = pairs.map((one) => (one === pair ? { ...one, refresh: "", refreshUntil: one.accessUntil } : one));
      if (liveOnes().length >= MAX_LIVE) return toAnswer(ERR.limit);
      return give();
    },
    revoke(access) {
      if (!liveOnes().some((pair) => pair.access === access)) return ERR.tokenExpired;
      pairs = pairs.filter((pair) => pair.access !== access);
      return ERR.ok;
    },
    isValid: (access) => liveOnes().some((pair) => pair.access === access),
    live: () => liveOnes().length,
    forgetAll() {
      pairs = [];
    },
    unblock() {
      badLogIns = 0;
    },
    get logIns() {
      return logIns;
    },
  };
}

export function toAnswer([errcode, errmsg]: Err): { errcode: number; errmsg: string } {
  return { errcode, errmsg };
}
