import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { createDemoHelpdesk, type DemoHelpdesk } from "./index.ts";

const VERIFIER = "a-verifier-that-is-long-enough-for-the-rfc-7636";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const REDIRECT = "http://127.0.0.1:9/callback";
const CLIENT = { id: "engine", secret: "s3cret", redirectUris: [REDIRECT] };

let helpdesk: DemoHelpdesk;
let clock = 0;
afterEach(() => helpdesk.close());

async function start(autoConsent = true): Promise<void> {
  clock = Date.UTC(2026, 0, 1);
  helpdesk = await createDemoHelpdesk({ client: CLIENT, autoConsent, accessLifeSeconds: 300, now: () => clock });
}

function authorise(changes: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: "engine",
    redirect_uri: REDIRECT,
    scope: "read write",
    state: "abc",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...changes,
  });
  return fetch(`${helpdesk.address}/oauth/authorizations/new?${query}`, { redirect: "manual" });
}

async function getCode(): Promise<string> {
  const location = new URL((await authorise()).headers.get("location") ?? "");
  expect(location.searchParams.get("state")).toBe("abc");
  return location.searchParams.get("code") ?? "";
}

interface TokenAnswer {
  readonly status: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly error?: string;
  readonly error_description?: string;
}

async function getToken(form: Record<string, string>): Promise<TokenAnswer> {
  const answer = await fetch(`${helpdesk.address}/oauth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: "engine", client_secret: "s3cret", ...form }),
  });
  return { status: answer.status, ...((await answer.json()) as Omit<TokenAnswer, "status">) };
}

function exchange(code: string, verifier = VERIFIER): Promise<TokenAnswer> {
  return getToken({ grant_type: "authorization_code", code, redirect_uri: REDIRECT, code_verifier: verifier });
}

async function statusWith(accessToken: string): Promise<number> {
  const answer = await fetch(`${helpdesk.address}/api/v2/users`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return answer.status;
}

test("a code and its verifier give a pair that opens the API", async () => {
  await start();
  const tokens = await exchange(await getCode());
  expect(tokens.status).toBe(200);
  expect(await statusWith(tokens.access_token)).toBe(200);
});

test("a code works once, and only with the verifier that it was asked for", async () => {
  await start();
  const code = await getCode();
  expect((await exchange(code)).status).toBe(200);
  expect((await exchange(code)).error).toBe("invalid_grant");
  const wrong = await exchange(await getCode(), "another");
  expect(wrong.error_description).toContain("code_verifier");
});

test("a code ends after two minutes", async () => {
  await start();
  const code = await getCode();
  clock += 121_000;
  expect((await exchange(code)).error).toBe("invalid_grant");
});

test("a refresh replaces the pair and ends the old one at once", async () => {
  await start();
  const old = await exchange(await getCode());
  const fresh = await getToken({ grant_type: "refresh_token", refresh_token: old.refresh_token });
  expect(await statusWith(fresh.access_token)).toBe(200);
  expect(await statusWith(old.access_token)).toBe(401);
  const again = await getToken({ grant_type: "refresh_token", refresh_token: old.refresh_token });
  expect(again).toMatchObject({ status: 400, error: "invalid_grant" });
});

test("an access token ends by the clock and can be ended by hand, its refresh token goes on", async () => {
  await start();
  const { access_token, refresh_token } = await exchange(await getCode());
  clock += 301_000;
  expect(await statusWith(access_token)).toBe(401);
  const fresh = await getToken({ grant_type: "refresh_token", refresh_token });
  helpdesk.oauth.expireAccessTokens();
  expect(await statusWith(fresh.access_token)).toBe(401);
  expect((await getToken({ grant_type: "refresh_token", refresh_token: fresh.refresh_token })).status).toBe(200);
});

test("a wrong client secret is refused without a word about the grant", async () => {
  await start();
  const code = await getCode();
  const answer = await getToken({ grant_type: "authorization_code", code, client_secret: "wrong" });
  expect(answer).toMatchObject({ status: 401, error: "invalid_client" });
});

test.each([
  ["a client that nobody registered", { client_id: "other" }, "No such client"],
  ["a redirect address that was not registered", { redirect_uri: "http://evil.example/" }, "registered"],
  ["a redirect address that is none", { redirect_uri: "x" }, "absolute"],
  ["another response type", { response_type: "token" }, "response_type"],
  ["a scope that does not exist", { scope: "everything" }, "everything"],
  ["a plain code challenge", { code_challenge_method: "plain" }, "S256"],
])("%s is refused on a page and not by a redirect", async (_, changes, sentence) => {
  await start();
  const answer = await authorise(changes as Record<string, string>);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(sentence);
});

test("without automatic consent a button stands between the request and the code", async () => {
  await start(false);
  const page = await authorise();
  expect(page.status).toBe(200);
  const action = /action="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
  const answer = await fetch(helpdesk.address + action, { method: "POST", redirect: "manual" });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toContain(`${REDIRECT}?code=`);
});

test("a token of scope read may not write", async () => {
  await start();
  const { accessToken } = helpdesk.oauth.issue("read");
  const answer = await fetch(`${helpdesk.address}/api/v2/users`, {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: '{"user":{"name":"X"}}',
  });
  expect(answer.status).toBe(403);
});
