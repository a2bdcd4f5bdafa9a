import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret } from "../base/index.ts";

/** A new token for the API: recognisable, so that scanners of leaked secrets find it. */
export function newApiToken(): Secret {
  return new Secret(`dbt_${randomBytes(32).toString("base64url")}`);
}

/** What is kept of a token. The token is random and long, so a plain hash cannot be searched backwards. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Compares secrets without telling by its time where they differ. */
export function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
}
