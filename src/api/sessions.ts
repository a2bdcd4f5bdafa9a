import { randomBytes } from "node:crypto";
import { HOUR, SECOND } from "../base/index.ts";

export const SESSION_COOKIE = "deskbell_session";
const SESSION_MS = 12 * HOUR;

/** Browser sessions: each stands for a token, so that pages need not keep the token itself. They end with the process. */
export interface Sessions {
  /** Gives the cookie's value. */
  open(tokenHash: string, now: number): string;
  find(id: string | undefined, now: number): string | undefined;
  close(id: string | undefined): void;
}

export function createSessions(): Sessions {
  const sessions = new Map<string, { readonly tokenHash: string; readonly until: number }>();
  return {
    open(tokenHash, now) {
      for (const [id, { until }] of sessions) if (until <= now) sessions.delete(id);
      const id = randomBytes(24).toString("base64url");
      sessions.set(id, { tokenHash, until: now + SESSION_MS });
      return id;
    },
    find(id, now) {
      const session = id === undefined ? undefined : sessions.get(id);
      return session && session.until > now ? session.tokenHash : undefined;
    },
    close(id) {
      if (id !== undefined) sessions.delete(id);
    },
  };
}

/** `Set-Cookie` for a session; without an id it takes the cookie away. */
export function sessionCookie(id: string | undefined, secure: boolean): string {
  const life = id === undefined ? 0 : SESSION_MS / SECOND;
  return `${SESSION_COOKIE}=${id ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${life}${secure ? "; Secure" : ""}`;
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}
