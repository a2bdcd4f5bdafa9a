/** What a token may do. `admin` may everything; `events:write` may end in `:CONNECTION` to be good for one connection only. */
export const SCOPES = ["admin", "read", "agent", "events:write"] as const;
export type Scope = (typeof SCOPES)[number];

/** Whether the scopes of a token allow what is asked; `connectionId` where it is about one connection. */
export function allows(scopes: readonly string[], wanted: Scope, connectionId?: string): boolean {
  if (scopes.includes("admin")) return true;
  if (scopes.includes(wanted)) return true;
  if (wanted === "read" && scopes.includes("agent")) return true;
  return connectionId !== undefined && scopes.includes(`${wanted}:${connectionId}`);
}

/** `admin`, `read`, `agent`, `events:write` or `events:write:ID`. */
export const SCOPE_PATTERN = /^(admin|read|agent|events:write(:[A-Za-z0-9._-]+)?)$/;
