import { isObject, type JsonObject, json } from "../../../src/cli/demo/helpdesk/http.ts";
import type { ReceivedRequest, Reply } from "./double.ts";
import type { RtState, RtUser } from "./rt-state.ts";

/** What the API user may do: `adminUsers` sees and makes users but may not search by telephone number. */
export interface RtRights {
  readonly adminUsers: boolean;
}

const DIGITS_FIELD = { id: "2", type: "customfield", name: "Phone Digits" };
const SEARCHABLE_BY_ADMIN = ["Name", "RealName", "EmailAddress", "Organization"];
const SEARCHABLE = ["RealName", "EmailAddress", "Name", "Organization", "WorkPhone", "MobilePhone"];

/** `GET` and `POST /users`: the same search, in the query or in the body; what may not be searched is left out without a word. */
export function listUsers(
  state: RtState,
  request: ReceivedRequest,
  url: URL,
  address: string,
  rights: RtRights,
): Reply {
  const text = request.method === "POST" ? request.body : (url.searchParams.get("query") ?? "[]");
  const conditions = parseConditions(text);
  if (!conditions) return json(400, { message: "JSON parse error: malformed query\n" });
  const found = state.users.filter((user) => conditions.every((condition) => fits(user, condition, rights)));
  found.sort((a, b) => a.Name.localeCompare(b.Name));
  const perPage = Math.min(Number(url.searchParams.get("per_page") ?? 20), 100);
  const page = Number(url.searchParams.get("page") ?? 1);
  const rows = found.slice((page - 1) * perPage, page * perPage);
  const fields = (url.searchParams.get("fields") ?? "").split(",").filter((field) => field !== "");
  const next = new URL(url.pathname + url.search, address);
  next.searchParams.set("page", String(page + 1));
  return json(200, {
    count: rows.length,
    page,
    pages: Math.ceil(found.length / perPage),
    per_page: perPage,
    total: found.length,
    items: rows.map((user) => show(user, fields, address, rights)),
    // Made from the query alone, so that the search of a POST is lost.
    ...(page * perPage < found.length && { next_page: next.href }),
  });
}

function parseConditions(text: string): readonly JsonObject[] | undefined {
  if (text.trim() === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isObject) : [];
  } catch {
    return undefined;
  }
}

function fits(user: RtUser, { field, operator, value }: JsonObject, rights: RtRights): boolean {
  const customField = /^(?:CF|CustomField)\.\{(.*)\}$/i.exec(String(field))?.[1];
  if (customField !== undefined && customField !== DIGITS_FIELD.name) return true;
  const searchable = rights.adminUsers ? SEARCHABLE_BY_ADMIN : SEARCHABLE;
  if (customField === undefined && !searchable.includes(String(field))) return true;
  const texts = customField === undefined ? [String(user[field as keyof RtUser] ?? "")] : user.phoneDigits;
  return texts.some((text) => compare(text.toLowerCase(), String(operator ?? "="), String(value).toLowerCase()));
}

function compare(text: string, operator: string, wanted: string): boolean {
  if (operator === "LIKE") return text.includes(wanted);
  if (operator === "ENDSWITH") return text.endsWith(wanted);
  return text === wanted;
}

function show(user: RtUser, fields: readonly string[], address: string, { adminUsers }: RtRights): unknown {
  const _url = `${address}/REST/2.0/user/${user.Name}`;
  const shown = fields.map((field): [string, unknown] => {
    if (field === "CustomFields") return [field, [{ ...DIGITS_FIELD, _url, values: user.phoneDigits }]];
    if (field === "id") return [field, user.number];
    if (field === "Privileged") return [field, ""];
    const hidden = !adminUsers && (field === "WorkPhone" || field === "MobilePhone");
    return [field, hidden ? "" : (user[field as keyof RtUser] ?? "")];
  });
  return { id: user.Name, type: "user", _url, ...Object.fromEntries(shown) };
}

/** `POST /user` */
export function createUser(state: RtState, body: JsonObject | undefined, address: string, rights: RtRights): Reply {
  if (!body) return json(400, { message: "JSON object must be a HASH reference" });
  if (!rights.adminUsers) return json(400, { message: "Permission Denied" });
  const text = (name: string) => (typeof body[name] === "string" ? (body[name] as string) : "");
  const Name = text("Name");
  if (Name === "") return json(400, { message: "Must specify 'Name' attribute" });
  if (state.users.some((user) => user.Name === Name)) return json(400, { message: "Name in use" });
  const digits = isObject(body.CustomFields) ? body.CustomFields[DIGITS_FIELD.name] : undefined;
  const number = Math.max(...state.users.map((user) => user.number)) + 1;
  state.users.push({
    number,
    Name,
    RealName: text("RealName"),
    EmailAddress: text("EmailAddress"),
    WorkPhone: text("WorkPhone"),
    MobilePhone: text("MobilePhone"),
    Privileged: Boolean(body.Privileged),
    phoneDigits: Array.isArray(digits) ? digits.map(String) : [],
  });
  const answer = { id: Name, type: "user", _url: `${address}/REST/2.0/user/${Name}` };
  return json(201, answer, { location: `/REST/2.0/user/${number}` });
}
