import { isObject, type JsonObject, json, type Reply } from "./http.ts";
import type { HelpdeskState, HelpdeskUser } from "./state.ts";

const DEFAULT_PAGE = 100;

/** `GET /api/v2/users`: filtered by role, in pages by cursor when `page[size]` is given, else by number. */
export function listUsers(state: HelpdeskState, url: URL): Reply {
  const roles = [...url.searchParams.getAll("role[]"), ...url.searchParams.getAll("role")];
  const all = state.users.filter((user) => roles.length === 0 || roles.includes(user.role));
  const size = Number(url.searchParams.get("page[size]") ?? Number.NaN);
  if (url.searchParams.has("page[size]")) {
    if (!(size >= 1 && size <= DEFAULT_PAGE)) return invalid("page[size] must be a number from 1 to 100");
    const after = url.searchParams.get("page[after]");
    const start = after === null ? 0 : fromCursor(after);
    if (start === undefined) return invalid("page[after] is not a cursor");
    const users = all.slice(start, start + size);
    const has_more = start + size < all.length;
    const after_cursor = users.length > 0 ? toCursor(start + users.length) : null;
    return json(200, { users: users.map(show), meta: { has_more, after_cursor, before_cursor: null } });
  }
  const page = Number(url.searchParams.get("page") ?? 1);
  const start = (page - 1) * DEFAULT_PAGE;
  const users = all.slice(start, start + DEFAULT_PAGE);
  return json(200, { users: users.map(show), count: all.length, next_page: null, previous_page: null });
}

/** `GET /api/v2/users/search?query=`: words, quoted phrases, `role:` and `phone:`; all must fit. */
export function searchUsers(state: HelpdeskState, url: URL): Reply {
  const query = url.searchParams.get("query");
  if (query === null || query.trim() === "")
    return json(400, { error: "Missing query", description: "query is required" });
  const terms = [...query.matchAll(/(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)].map(([, key, quoted, word]) => ({
    key,
    value: (quoted ?? word ?? "").toLowerCase(),
  }));
  const users = state.users.filter((user) => terms.every((term) => fits(user, term)));
  return json(200, { users: users.map(show), count: users.length, next_page: null, previous_page: null });
}

function fits(user: HelpdeskUser, { key, value }: { key: string | undefined; value: string }): boolean {
  const numbers = [user.phone ?? "", ...user.identities.map((identity) => identity.value)];
  if (key === "role") return user.role === value;
  if (key === "phone") return numbers.some((number) => number !== "" && toDigits(number) === toDigits(value));
  return [user.name, user.email ?? "", ...numbers].some((text) => text.toLowerCase().includes(value));
}

/** `GET /api/v2/users/{id}/identities` */
export function listIdentities(user: HelpdeskUser): Reply {
  return json(200, {
    identities: user.identities.map((identity) => ({ ...identity, user_id: user.id, verified: true })),
  });
}

/** `POST /api/v2/users` */
export function createUser(state: HelpdeskState, body: JsonObject | undefined, now: string): Reply {
  const input = body?.user;
  if (!isObject(input))
    return json(400, { error: { title: "Invalid attribute", message: "Parameter user is required" } });
  const { name, phone = null, email = null, role = "end-user", external_id = null } = input;
  if (typeof name !== "string" || name.trim() === "")
    return recordInvalid("name", "Name: is too short (minimum one character)");
  if (phone !== null && typeof phone !== "string") return recordInvalid("phone", "Phone: must be a text");
  if (email !== null && typeof email !== "string") return recordInvalid("email", "Email: must be a text");
  if (role !== "end-user")
    return recordInvalid("role", `Role: ${JSON.stringify(role)} may not be given by this client`);
  if (external_id !== null && typeof external_id !== "string")
    return recordInvalid("external_id", "External: must be a text");
  if (email !== null && state.users.some((user) => user.email === email))
    return recordInvalid("email", `Email: ${email} is already being used by another user`);
  if (external_id !== null && state.users.some((user) => user.external_id === external_id))
    return recordInvalid("external_id", "External has already been taken");
  const id = state.nextId();
  const identities = phone ? [{ id: state.nextId(), type: "phone_number" as const, value: phone, primary: true }] : [];
  const user: HelpdeskUser = { id, name, email, phone, role, external_id, created_at: now, identities };
  state.users.push(user);
  return json(201, { user: show(user) }, { location: `/api/v2/users/${id}.json` });
}

/** Zendesk's form of "your record breaks a rule". */
export function recordInvalid(field: string, description: string): Reply {
  const details = { [field]: [{ description, error: "InvalidValue" }] };
  return json(422, { error: "RecordInvalid", description: "Record validation errors", details });
}

function invalid(detail: string): Reply {
  return json(400, { errors: [{ code: "InvalidPaginationParameter", title: detail, detail }] });
}

function show({ identities: _, ...user }: HelpdeskUser): unknown {
  return { ...user, active: true, verified: true, suspended: false };
}

function toDigits(number: string): string {
  return number.replace(/\D/g, "");
}

function toCursor(start: number): string {
  return Buffer.from(`users:${start}`).toString("base64url");
}

function fromCursor(cursor: string): number | undefined {
  const start = /^users:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  return start === undefined ? undefined : Number(start);
}
