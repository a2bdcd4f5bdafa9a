import { createHash } from "node:crypto";
import { DAY, DeskbellError, MINUTE, SECOND } from "../../base/index.ts";
import { clearFailures, findFailures, lock, type Operation, purgeFailures, saveFailures } from "../../store/index.ts";

/** So many failures are free. Behind them each makes the next try wait twice as long as the one before. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = SECOND;
const LONGEST_WAIT_MS = 15 * MINUTE;
/** Failures are forgotten so long after the last one: of an account later, since it is what is guessed at; of an address sooner, since offices share one. */
const FORGOTTEN_MS = { account: DAY, address: 15 * MINUTE };

// Not the log-in itself: people type their password there by mistake.
const accountKey = (login: string) => `account ${createHash("sha256").update(login).digest("hex")}`;
const addressKey = (address: string) => `address ${networkOf(address)}`;

// Whoever has one IPv6 address has a whole /64 of them.
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter((group) => group !== "");
  const right = (tail ?? "").split(":").filter((group) => group !== "");
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
  return groups.slice(0, 4).join(":");
}

/**
 * Begins a try to sign in. It counts as failed until it has succeeded, so that many tries at once are no way around the waiting. Throws
 * `TRY_LATER` when the account or the address must wait, the same for an account that does not exist.
 */
export function* beginTry(login: string, address: string, now: number): Operation<void> {
  yield* lock("sign-in failures");
  for (const key of [accountKey(login), addressKey(address)]) {
    const blockedUntil = (yield* findFailures(key))?.blockedUntil ?? 0;
    if (blockedUntil <= now) continue;
    const seconds = Math.ceil((blockedUntil - now) / SECOND);
    throw new DeskbellError(
      "TRY_LATER",
      `signing in failed too often; try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}, or ask an administrator to lift the lock`,
    );
  }
  yield* purgeFailures(now - FORGOTTEN_MS.account);
  yield* addFailure(accountKey(login), FORGOTTEN_MS.account, now);
  yield* addFailure(addressKey(address), FORGOTTEN_MS.address, now);
}

/** Says that a try has failed: the waiting begins now, since it may have taken long to find out. */
export function* failTry(login: string, address: string, now: number): Operation<void> {
  yield* lock("sign-in failures");
  for (const key of [accountKey(login), addressKey(address)]) {
    const found = yield* findFailures(key);
    if (found) yield* saveFailures(key, { ...found, lastAt: now, blockedUntil: now + waitOf(found.failures) });
  }
}

/** Says that a try has succeeded. The address's other failures stay: whoever has one account may guess at others. */
export function* endTry(login: string, address: string): Operation<void> {
  yield* lock("sign-in failures");
  yield* clearFailures(accountKey(login));
  const found = yield* findFailures(addressKey(address));
  if (found)
    yield* saveFailures(addressKey(address), { ...found, failures: Math.max(0, found.failures - 1), blockedUntil: 0 });
}

/** Forgets the failures of an account. Gives false when there are none. */
export function liftLock(login: string): Operation<boolean> {
  return clearFailures(accountKey(login));
}

/** Until when an account is locked (ms since 1970); `undefined` when it is not. */
export function* findLock(login: string, now: number): Operation<number | undefined> {
  const found = yield* findFailures(accountKey(login));
  return found && found.blockedUntil > now ? found.blockedUntil : undefined;
}

function* addFailure(key: string, forgottenMs: number, now: number): Operation<void> {
  const found = yield* findFailures(key);
  const failures = 1 + (found && found.lastAt > now - forgottenMs ? found.failures : 0);
  yield* saveFailures(key, { failures, lastAt: now, blockedUntil: now + waitOf(failures) });
}

function waitOf(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_FAILURES, 20));
}
