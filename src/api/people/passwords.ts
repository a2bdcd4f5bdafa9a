import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { DeskbellError, type Secret } from "../../base/index.ts";

/** What a password costs to try (scrypt, RFC 7914): N = 2^log, block size r, parallelisation p. */
export interface PasswordCost {
  readonly log: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about a tenth of a second, one of the settings that OWASP recommends. */
const COST: PasswordCost = { log: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** So many are tried at once, and so many may wait: each takes memory, and a thread that files need too. */
const AT_ONCE = 2;
const MAX_WAITING = 50;

/** Hashes a password for storing, as `scrypt$15$8$3$SALT$HASH` in base64url. Throws `TRY_LATER` when too many wait. */
export async function hashPassword(password: Secret, cost: PasswordCost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  return ["scrypt", cost.log, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

export interface PasswordCheck {
  readonly good: boolean;
  /** It was hashed at another cost than today's, and is to be hashed anew while it is known. */
  readonly outdated: boolean;
}

/**
 * Compares a password with its hash. Where there is none the work is done all the same, so that the time taken does not tell whether
 * there is such an account. Throws `TRY_LATER` when too many wait.
 */
export async function checkPassword(
  password: Secret,
  stored: string | undefined,
  cost: PasswordCost = COST,
): Promise<PasswordCheck> {
  const known = stored === undefined ? undefined : readHash(stored);
  const { salt, hash, made } = known ?? { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES), made: cost };
  const same = timingSafeEqual(await derive(password, salt, made), hash);
  const outdated = made.log !== cost.log || made.r !== cost.r || made.p !== cost.p;
  return { good: known !== undefined && same, outdated: known !== undefined && outdated };
}

function readHash(stored: string): { salt: Buffer; hash: Buffer; made: PasswordCost } {
  const [, log, r, p, salt = "", hash = ""] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored) ?? [];
  const made = { log: Number(log), r: Number(r), p: Number(p) };
  return { salt: Buffer.from(salt, "base64url"), hash: Buffer.from(hash, "base64url"), made };
}

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: Secret, salt: Buffer, { log, r, p }: PasswordCost): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) {
      throw new DeskbellError("TRY_LATER", "too many people sign in at this moment; try again in a few seconds");
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    const N = 2 ** log;
    const options = { N, r, p, maxmem: 256 * N * r };
    // The same letters may be written as other bytes by another keyboard (RFC 8265, 4.2.1).
    const text = password.reveal().normalize("NFC");
    return await new Promise((resolve, reject) =>
      scrypt(text, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key))),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
