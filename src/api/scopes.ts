/** What a token may do. `admin` may everything; `events:write` may end in `:CONNECTION` to be good for one connection only. */
const SCOPES = ["admin", "read", "agent", "events:write"] as const;
type Scope = (typeof SCOPES)[number];

/** What a person is here. Several may be held at once. */
export const ROLES = ["owner", "administrator", "template-author", "supervisor", "agent", "auditor"] as const;
export type Role = (typeof ROLES)[number];

interface NeedRule {
  /** For people: what whoever has it may do. */
  readonly says: string;
  /** Scopes of a token that allow it, besides `admin`. */
  readonly scopes: readonly Scope[];
  readonly roles: readonly Role[];
  /** Whether each change that is made with it stands in the audit log. */
  readonly audited: boolean;
}

const ADMINS: readonly Role[] = ["owner", "administrator"];

/** What a route can ask of its caller. This table is all there is to who may do what; docs/reference/roles.md is made from it. */
export const NEEDS = {
  self: {
    says: "see and change what is their own",
    scopes: ["read", "agent", "events:write"],
    roles: ROLES,
    audited: true,
  },
  "calls:read": {
    says: "see calls and follow them live; an agent those of their own extensions",
    scopes: ["read", "agent"],
    roles: [...ADMINS, "template-author", "supervisor", "agent", "auditor"],
    audited: false,
  },
  agent: {
    says: "open pop-ups, choose, search and create contacts; an agent for calls of their own extensions",
    scopes: ["agent"],
    roles: [...ADMINS, "supervisor", "agent"],
    audited: false,
  },
  read: {
    says: "see what is set up, the decision trace of any call, deliveries, phonebooks",
    scopes: ["read", "agent"],
    roles: [...ADMINS, "template-author", "supervisor", "auditor"],
    audited: false,
  },
  templates: {
    says: "make, change, try and delete templates",
    scopes: [],
    roles: [...ADMINS, "template-author"],
    audited: true,
  },
  rehearse: {
    says: "try a change with past calls, without sending",
    scopes: [],
    roles: [...ADMINS, "template-author"],
    audited: false,
  },
  "deliveries:write": {
    says: "replay and cancel deliveries",
    scopes: [],
    roles: [...ADMINS, "supervisor"],
    audited: true,
  },
  "audit:read": { says: "read and check the audit log", scopes: [], roles: [...ADMINS, "auditor"], audited: false },
  admin: {
    says: "set up connections, integrations, tokens and settings; export and erase numbers",
    scopes: [],
    roles: ADMINS,
    audited: true,
  },
  people: {
    says: "manage people and their sessions; only owners manage owners",
    scopes: [],
    roles: ADMINS,
    audited: true,
  },
  "events:write": { says: "post phone events", scopes: ["events:write"], roles: ADMINS, audited: false },
} as const satisfies Record<string, NeedRule>;

/** What a route asks of its caller. */
export type Need = keyof typeof NEEDS;

/** What is asked of somebody who calls; a person has no scopes, a token has no roles. */
export interface Rights {
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

/** Whether that is allowed; `connectionId` where it is about one connection. */
export function allows({ scopes, roles }: Rights, need: Need, connectionId?: string): boolean {
  const rule: NeedRule = NEEDS[need];
  if (scopes.includes("admin") || rule.scopes.some((one) => scopes.includes(one))) return true;
  if (rule.roles.some((one) => roles.includes(one))) return true;
  if (need === "self") return true;
  return connectionId !== undefined && scopes.includes(`${need}:${connectionId}`);
}

/** Whether calls of all extensions are seen, and not only of the caller's own. */
export function seesAllCalls({ scopes, roles }: Rights): boolean {
  return scopes.length > 0 || roles.some((role) => role !== "agent");
}

/** `admin`, `read`, `agent`, `events:write` or `events:write:ID`. */
export const SCOPE_PATTERN = /^(admin|read|agent|events:write(:[A-Za-z0-9._-]+)?)$/;
