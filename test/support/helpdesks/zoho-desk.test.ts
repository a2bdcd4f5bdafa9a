import { afterEach, beforeEach, expect, test } from "vitest";
import { openZohoDesk, ZOHO_CLIENT, ZOHO_DEPARTMENT, ZOHO_ORG, ZOHO_REDIRECT, type ZohoDesk } from "./zoho-desk.ts";

let zoho: ZohoDesk;
beforeEach(async () => {
  zoho = await openZohoDesk();
});
afterEach(() => zoho.close());

const SCOPES = "Desk.basic.READ,Desk.search.READ,Desk.tickets.CREATE";

function ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const { accessToken } = zoho.oauth.issue(SCOPES);
  return fetch(`${zoho.address}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Zoho-oauthtoken ${accessToken}`,
      orgId: ZOHO_ORG,
      "content-type": "application/json",
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function errorOf(answer: Promise<Response>): Promise<[number, unknown]> {
  const { status, body } = await answer.then(async (one) => ({ status: one.status, body: await one.json() }));
  return [status, (body as { errorCode?: string }).errorCode];
}

async function token(form: Record<string, string>): Promise<Readonly<Record<string, unknown>>> {
  const body = new URLSearchParams({ client_id: ZOHO_CLIENT.id, client_secret: ZOHO_CLIENT.secret, ...form });
  const answer = await fetch(`${zoho.address}/oauth/v2/token`, { method: "POST", body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

async function code(query: Record<string, string>): Promise<string> {
  const all = new URLSearchParams({
    client_id: ZOHO_CLIENT.id,
    redirect_uri: ZOHO_REDIRECT,
    response_type: "code",
    scope: SCOPES,
    ...query,
  });
  const answer = await fetch(`${zoho.address}/oauth/v2/auth?${all}`, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

test("a refresh token comes only for offline access, and refreshing brings none", async () => {
  const grant = { grant_type: "authorization_code", redirect_uri: ZOHO_REDIRECT };
  expect(await token({ ...grant, code: await code({}) })).not.toHaveProperty("refresh_token");
  const tokens = await token({ ...grant, code: await code({ access_type: "offline" }) });
  const refreshed = await token({ grant_type: "refresh_token", refresh_token: String(tokens.refresh_token) });
  expect(refreshed.access_token).not.toBe(tokens.access_token);
  expect(refreshed).not.toHaveProperty("refresh_token");
});

test("a refused token request answers 200 with an error", async () => {
  expect(await token({ grant_type: "authorization_code", code: "x" })).toEqual({ error: "invalid_code" });
  expect(await token({ client_secret: "no" })).toEqual({ error: "invalid_client_secret" });
});

test("the token's prefix, the organisation and the scope are checked", async () => {
  const { accessToken } = zoho.oauth.issue(SCOPES);
  expect(await errorOf(ask("/agents", undefined, { authorization: `Bearer ${accessToken}` }))).toEqual([
    401,
    "INVALID_OAUTH",
  ]);
  expect(await errorOf(ask("/agents", undefined, { orgId: "1" }))).toEqual([403, "FORBIDDEN"]);
  expect(await errorOf(ask("/calls", {}))).toEqual([403, "SCOPE_MISMATCH"]);
});

test("a parameter or member that Zoho Desk does not know is refused, an empty list has no body", async () => {
  expect(await errorOf(ask("/agents?sortOrder=asc"))).toEqual([422, "UNPROCESSABLE_ENTITY"]);
  const ticket = { departmentId: ZOHO_DEPARTMENT, contactId: "1892000000042001001", subject: "S" };
  expect(await errorOf(ask("/tickets", { ...ticket, extra: "x" }))).toEqual([422, "INVALID_DATA"]);
  expect(await errorOf(ask("/tickets", { ...ticket, contactId: "1" }))).toEqual([422, "INVALID_DATA"]);
  expect((await ask("/tickets", ticket)).status).toBe(200);
  expect((await ask("/contacts/search?_all=*nobody*")).status).toBe(204);
});
