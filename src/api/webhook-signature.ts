import { createHmac, timingSafeEqual } from "node:crypto";
import { MINUTE, SECOND, type Secret } from "../base/index.ts";

/** How far the sender's clock may be off. */
export const SIGNATURE_WINDOW_MS = 5 * MINUTE;

const PREFIX = "whsec_";
const HOW_TO_MAKE = 'make one with: echo "whsec_$(openssl rand -base64 32)"';

export interface SignedMessage {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** The body as it came, byte for byte. */
  readonly body: Buffer;
}

/**
 * Checks a Standard Webhooks signature (standardwebhooks.com): `v1,` and the Base64 HMAC-SHA256 over `id.timestamp.body`; several
 * signatures are separated by blanks, so that a secret can be changed without a gap. Gives why it is refused, or `undefined`.
 */
export function findSignatureFault(message: SignedMessage, secret: Secret, now: number): string | undefined {
  const { id, timestamp, signature, body } = message;
  if (!id || !timestamp || !signature) return "webhook-id, webhook-timestamp and webhook-signature must all be there";
  if (!/^\d{1,12}$/.test(timestamp))
    return `webhook-timestamp "${timestamp.slice(0, 40)}" is not a number of seconds since 1970`;
  const age = now - Number(timestamp) * SECOND;
  if (Math.abs(age) > SIGNATURE_WINDOW_MS) {
    const way = age > 0 ? "in the past" : "in the future";
    return `webhook-timestamp lies ${Math.round(Math.abs(age) / SECOND)} s ${way}, more than 5 minutes; check both clocks`;
  }
  const expected = createHmac("sha256", toKey(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  const given = signature.split(" ").filter((one) => one.startsWith("v1,"));
  if (given.length === 0) return 'webhook-signature has no part that begins with "v1,"';
  const fits = given.some((one) => {
    const bytes = Buffer.from(one.slice(3), "base64");
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
  return fits ? undefined : "webhook-signature does not fit: another secret, or the body was changed on its way";
}

/** How long a signing secret must be at least, in bytes; Standard Webhooks asks for 24 to 64. */
const MIN_SECRET_BYTES = 16;

/**
 * What is wrong with a signing secret, in words that do not repeat it; `undefined` when it is good. Base64 that does not decode would
 * be a key of nothing, with which anybody could sign.
 */
export function findSecretFault(secret: Secret): string | undefined {
  const text = secret.reveal();
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
  if (encoded !== undefined && !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) {
    return `begins with ${PREFIX} but goes on with something that is not Base64; ${HOW_TO_MAKE}`;
  }
  const { length } = toKey(secret);
  return length < MIN_SECRET_BYTES
    ? `is ${length} bytes long; at least ${MIN_SECRET_BYTES} are needed; ${HOW_TO_MAKE}`
    : undefined;
}

/** A secret is written `whsec_` and Base64; anything else is taken as it stands. */
function toKey(secret: Secret): Buffer {
  const text = secret.reveal();
  return text.startsWith(PREFIX) ? Buffer.from(text.slice(PREFIX.length), "base64") : Buffer.from(text, "utf8");
}
