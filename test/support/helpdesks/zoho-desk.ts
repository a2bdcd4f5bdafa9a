import { json, readJsonObject } from "../../../src/cli/demo/helpdesk/http.ts";
import { type HelpdeskDouble, openDouble, type ReceivedRequest, type Reply } from "./double.ts";
import { createZohoOAuth, type ZohoOAuth } from "./zoho-oauth.ts";
import { createZohoState, ZOHO_DEPARTMENT, type ZohoRecord, type ZohoState } from "./zoho-state.ts";

export { ZOHO_CLIENT, ZOHO_REDIRECT } from "./zoho-oauth.ts";
export { ZOHO_DEPARTMENT } from "./zoho-state.ts";

export const ZOHO_ORG = "2389290";

export interface ZohoDesk extends HelpdeskDouble {
  readonly state: ZohoState;
  readonly oauth: ZohoOAuth;
}

/** Which query parameters a list takes, and one of which scopes it wants. */
interface List {
  readonly rows: keyof ZohoState;
  readonly scopes: readonly string[];
  readonly query: readonly string[];
  readonly maxLimit: number;
}

/** Which members a record has, which of them must be there, and one of which scopes making one wants. */
interface Kind {
  readonly rows: keyof ZohoState;
  readonly scope: string;
  readonly fields: readonly string[];
  readonly required: readonly string[];
}

const LISTS: Readonly<Record<string, List>> = {
  "/api/v1/agents": {
    rows: "agents",
    scopes: ["Desk.settings.READ", "Desk.basic.READ"],
    query: ["from", "limit", "status"],
    maxLimit: 200,
  },
  "/api/v1/contacts/search": {
    rows: "contacts",
    scopes: ["Desk.search.READ"],
    query: ["from", "limit", "_all", "phone", "mobile", "email", "fullName"],
    maxLimit: 100,
  },
  "/api/v1/accounts/search": {
    rows: "accounts",
    scopes: ["Desk.search.READ"],
    query: ["from", "limit", "_all", "accountName"],
    maxLimit: 100,
  },
};

const KINDS: Readonly<Record<string, Kind>> = {
  contacts: {
    rows: "contacts",
    scope: "Desk.contacts",
    fields: ["firstName", "lastName", "email", "phone", "mobile", "accountId"],
    required: ["lastName"],
  },
  accounts: {
    rows: "accounts",
    scope: "Desk.contacts",
    fields: ["accountName", "email", "phone", "website"],
    required: ["accountName"],
  },
  tickets: {
    rows: "tickets",
    scope: "Desk.tickets",
    fields: [
      "departmentId",
      "contactId",
      "assigneeId",
      "channel",
      "phone",
      "email",
      "subject",
      "description",
      "status",
      "priority",
    ],
    required: ["departmentId", "contactId", "subject"],
  },
  calls: {
    rows: "calls",
    scope: "Desk.calls",
    fields: [
      "departmentId",
      "contactId",
      "ticketId",
      "ownerId",
      "subject",
      "direction",
      "startTime",
      "duration",
      "status",
      "description",
      "priority",
    ],
    required: ["departmentId", "contactId", "subject", "direction", "startTime", "duration", "status"],
  },
};

const error = (status: number, errorCode: string, message: string, more: object = {}) =>
  json(status, { errorCode, message, ...more });
const unfit = (fieldName: string, errorType: "missing" | "invalid") =>
  error(422, "INVALID_DATA", "The data is invalid due to validation restrictions", {
    errors: [{ fieldName: `/${fieldName}`, errorType, errorMessage: "" }],
  });

/** Zoho Desk's API v1 and its accounts server on one address, with an organisation, 203 agents and a few people. */
export async function openZohoDesk(): Promise<ZohoDesk> {
  const state = createZohoState();
  const oauth = createZohoOAuth();

  function api(request: ReceivedRequest, url: URL): Reply {
    const scopes = oauth.scopesOf(String(request.headers.authorization));
    if (!scopes) return error(401, "INVALID_OAUTH", "The OAuth Token you provided is invalid.");
    if (request.headers.orgid !== ZOHO_ORG)
      return error(403, "FORBIDDEN", "You are not authorized for this organization.");
    const list = LISTS[url.pathname];
    if (request.method === "GET" && list) return showList(state, list, url, scopes);
    const [, name = "", id] = /^\/api\/v1\/(\w+)(?:\/(\d+))?$/.exec(url.pathname) ?? [];
    const kind = KINDS[name];
    if (!kind || (request.method === "POST") !== (id === undefined))
      return error(404, "URL_NOT_FOUND", "The URL given is wrong.");
    const verb = request.method === "POST" ? "CREATE" : "UPDATE";
    if (!scopes.includes(`${kind.scope}.${verb}`))
      return error(403, "SCOPE_MISMATCH", "Your access token doesn't have the scope.");
    return writeRecord(state, kind, request, id);
  }

  const double = await openDouble(
    (request, url) => (url.pathname.startsWith("/oauth/") ? oauth.handle(request, url) : api(request, url)),
    (url) => url.pathname.startsWith("/api/"),
  );
  return { ...double, state, oauth };
}

function showList(state: ZohoState, list: List, url: URL, scopes: readonly string[]): Reply {
  if (!list.scopes.some((scope) => scopes.includes(scope)))
    return error(403, "SCOPE_MISMATCH", "Your access token doesn't have the scope.");
  for (const name of url.searchParams.keys())
    if (!list.query.includes(name))
      return error(422, "UNPROCESSABLE_ENTITY", `Extra query parameter '${name}' is present in the input.`);
  const from = Number(url.searchParams.get("from") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 10);
  if (!(limit >= 1 && limit <= list.maxLimit)) return unfit("limit", "invalid");
  const status = url.searchParams.get("status");
  const all = url.searchParams.get("_all");
  const rows = state[list.rows].filter(
    (row) => (!status || row.status === status) && (all === null || holds(row, all)),
  );
  const data = rows.slice(from, from + limit);
  // An empty list is no list: 204 without a body.
  return data.length > 0 ? json(200, { data }) : { status: 204, body: "" };
}

function holds(row: ZohoRecord, pattern: string): boolean {
  const wanted = pattern.replace(/^\*|\*$/g, "").toLowerCase();
  return Object.values(row).some((value) => typeof value === "string" && value.toLowerCase().includes(wanted));
}

function writeRecord(state: ZohoState, kind: Kind, request: ReceivedRequest, id: string | undefined): Reply {
  const body = readJsonObject(request);
  if (!body)
    return error(400, "UNSUPPORTED_MEDIA_TYPE", "The body is no JSON object, or does not say that it is JSON.");
  for (const [name, value] of Object.entries(body)) {
    const isNumber = name === "duration";
    if (!kind.fields.includes(name) || (isNumber ? !Number.isInteger(value) : typeof value !== "string"))
      return unfit(name, "invalid");
  }
  const rows = state[kind.rows];
  const at = id === undefined ? rows.length : rows.findIndex((row) => row.id === id);
  if (at < 0) return error(404, "URL_NOT_FOUND", "The URL given is wrong.");
  const missing =
    id === undefined ? kind.required.find((name) => body[name] === undefined || body[name] === "") : undefined;
  if (missing) return unfit(missing, "missing");
  const problem = findProblem(state, body);
  if (problem) return unfit(problem, "invalid");
  const record = { ...rows[at], id: rows[at]?.id ?? `189200000005${4000 + at}`, ...body } as ZohoRecord;
  rows[at] = {
    ...record,
    webUrl: `https://desk.zoho.example/support/acme/ShowHomePage.do#${kind.rows}/dv/${record.id}`,
  };
  return json(200, rows[at]);
}

function findProblem(state: ZohoState, body: Readonly<Record<string, unknown>>): string | undefined {
  const isIn = (rows: readonly ZohoRecord[], id: unknown) => rows.some((row) => row.id === id);
  const { departmentId, contactId, assigneeId, ownerId, ticketId, direction, startTime } = body;
  if (departmentId !== undefined && departmentId !== ZOHO_DEPARTMENT) return "departmentId";
  if (contactId !== undefined && !isIn(state.contacts, contactId)) return "contactId";
  if (assigneeId !== undefined && !isIn(state.agents, assigneeId)) return "assigneeId";
  if (ownerId !== undefined && !isIn(state.agents, ownerId)) return "ownerId";
  if (ticketId !== undefined && !isIn(state.tickets, ticketId)) return "ticketId";
  if (direction !== undefined && direction !== "inbound" && direction !== "outbound") return "direction";
  if (startTime !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(startTime)))
    return "startTime";
  return undefined;
}
