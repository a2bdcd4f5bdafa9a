import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DemoHelpdesk } from "../src/cli/demo/helpdesk/index.ts";
import { exportConfig } from "../src/server/index.ts";
import { findTokens, openFileVault, sealPlace } from "../src/store/index.ts";
import { openZendesk, ZENDESK_REDIRECT } from "./support/helpdesks/zendesk.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

const CLIENT_SECRET = "zd-client-secret";
const INTEGRATION = "/api/v1/integrations/desk";

let helpdesk: DemoHelpdesk;
let running: RunningServer;
/** Every answer, for the search for secrets at the end. */
const seen: string[] = [];

beforeAll(async () => {
  helpdesk = await openZendesk();
  const publicUrl = ZENDESK_REDIRECT.slice(0, -"/oauth/callback".length);
  running = await openServer(
    `
connections: [{ id: office, zone: Asia/Bangkok, extensions: [{ number: "1001", email: anong@demo.example }] }]
templates: [{ shipped: zendesk }]
integrations:
  - id: desk
    connection: office
    template: zendesk
    fields: { address: "${helpdesk.address}", client_id: deskbell, client_secret: { env: SECRET } }
`,
    { environment: { SECRET: CLIENT_SECRET }, publicUrl },
  );
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

async function ask(method: string, path: string, body?: unknown) {
  const answer = await running.ask(method, path, body);
  seen.push(answer.text);
  return answer;
}

/** What a browser does: opens the helpdesk's page, agrees, and is sent back; gives where to. */
async function agree(): Promise<URL> {
  const { body } = await ask("POST", `${INTEGRATION}/connect`);
  const { url, redirectUri } = body as { url: string; redirectUri: string };
  expect(redirectUri).toBe(ZENDESK_REDIRECT);
  expect(new URL(url).searchParams.get("code_challenge_method")).toBe("S256");
  const agreed = await fetch(url, { redirect: "manual" });
  return new URL(agreed.headers.get("location") ?? "");
}

async function comeBack(search: string) {
  const answer = await fetch(`${running.server.address}/oauth/callback${search}`);
  const text = await answer.text();
  seen.push(text);
  return { status: answer.status, text, headers: answer.headers };
}

async function status(): Promise<string> {
  return ((await ask("GET", INTEGRATION)).body as { status: string }).status;
}

describe("connecting with OAuth2", () => {
  it("goes over the helpdesk's page and back, once", async () => {
    expect(await status()).toBe("connect");
    const back = await agree();
    const page = await comeBack(back.search);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("is connected")]);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(await status()).toBe("connected");
    // The helpdesk's users are read as soon as we are let in.
    const users = () => ask("GET", `${INTEGRATION}/users`).then(({ body }) => body);
    await expect.poll(users).toMatchObject({ associations: [{ extension: "1001", origin: "email" }] });
    const again = await comeBack(back.search);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining("was used already")]);
  });

  it.each([
    ["no state", "?code=x"],
    ["a state that nobody gave", "?code=x&state=forged"],
    ["nothing", ""],
  ])("is refused with %s", async (_name, search) => {
    expect((await comeBack(search)).status).toBe(400);
  });

  it("shows what the helpdesk says as text, never as markup", async () => {
    const state = (await agree()).searchParams.get("state");
    const said = encodeURIComponent("<script>alert(1)</script>");
    const page = await comeBack(`?state=${state}&error=access_denied&error_description=${said}`);
    expect(page.status).toBe(400);
    expect(page.text).not.toContain("<script>alert");
    expect(page.text).toContain("alert(1)");
  });

  it("says that the helpdesk does not take a code, and stays as it was", async () => {
    const state = (await agree()).searchParams.get("state");
    const page = await comeBack(`?state=${state}&code=wrong`);
    expect([page.status, await status()]).toEqual([502, "connected"]);
  });

  it("stays connected over a change of the key", async () => {
    expect((await ask("POST", "/api/v1/settings/rotate-key")).status).toBe(200);
    running.server.engine.integrationChanged("desk");
    helpdesk.oauth.expireAccessTokens();
    expect((await ask("POST", `${INTEGRATION}/users/refresh`)).body).toMatchObject({ outcome: { kind: "delivered" } });
  });

  it("keeps the client's secret and the tokens out of every answer, log line, export and file", async () => {
    const data = join(running.folder, "data");
    const vault = openFileVault(join(data, "secret.key"));
    const stored = await running.server.store.read(() => findTokens("desk"));
    const opened = vault.open(stored?.sealed ?? "", sealPlace.tokens("desk")).reveal();
    const { accessToken, refreshToken } = JSON.parse(opened) as { accessToken: string; refreshToken: string };
    const files = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1"));
    const everything = [...seen, ...running.logged, ...files, await exportConfig(running.server.store)];
    for (const secret of [CLIENT_SECRET, accessToken, refreshToken]) {
      expect(secret.length).toBeGreaterThan(10);
      for (const spelled of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
        expect(everything.filter((text) => text.includes(spelled))).toEqual([]);
      }
    }
  });
});
