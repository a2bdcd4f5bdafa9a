import type { Secret } from "../base/index.ts";

/** What a token server gave for one helpdesk connection. */
export interface TokenSet {
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  /** Milliseconds since 1970; absent = not known to end. */
  readonly expiresAt?: number;
  /** Milliseconds since 1970. */
  readonly obtainedAt: number;
}
