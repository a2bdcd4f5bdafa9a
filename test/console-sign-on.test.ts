import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "../scripts/pages/build.ts";
import { findAxeFaults, openBrowser } from "./support/browser.ts";
import { type HttpsFront, openHttpsFront } from "./support/https-front.ts";
import { addMember, PASSWORD } from "./support/people.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { makeSelfSigned } from "./support/self-signed.ts";
import { openSignInProvider, type SignInProvider } from "./support/sign-in-provider.ts";

const client = { id: "deskbell", secret: "canary-client-secret-92" };
const EVIL = '<img src=x onerror="document.title=1">';

let front: HttpsFront;
let provider: SignInProvider;
let running: RunningServer;
let browser: Browser;
let address: string;
let errors: string[];
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await buildPages();
  front = await openHttpsFront();
  address = `https://localhost:${front.port}`;
  provider = await openSignInProvider(client, () => `${address}/api/v1/session/oidc/callback`);
  provider.accounts.mali = { email: "mali@example.com", email_verified: true, name: EVIL, groups: ["Desk"] };
  provider.accounts.stranger = { email: "stranger@example.com", email_verified: true, name: "Stranger", groups: [] };
  const config = `
connections: [{ id: office, zone: UTC }]
signIn:
  oidc:
    issuer: ${provider.issuer}
    clientId: ${client.id}
    clientSecret: { env: CLIENT_SECRET }
    roleClaim: groups
    roles: { Desk: agent }
    createPeople: true
`;
  running = await openServer(config, { publicUrl: address, environment: { CLIENT_SECRET: client.secret } });
  front.lead(running.server.address);
  browser = await openBrowser();
}, 120_000);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await provider?.close();
  await front?.close();
});

async function open(url: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", ignoreHTTPSErrors: true });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  return page;
}

const button = (page: Page) => page.getByRole("link", { name: "Sign in with single sign-on" });

describe("single sign-on from the pages", () => {
  it("leads to the provider and back to the page that was asked for, signed in under a name that is text", async () => {
    const page = await open(`${address}/calls?outcome=missed`);
    await button(page).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await button(page).click();
    await page.getByRole("link", { name: "I am mali" }).click();
    await page.getByRole("heading", { name: "Calls", level: 1 }).waitFor();
    expect(page.url()).toBe(`${address}/calls?outcome=missed`);
    await page.getByRole("button", { name: "account menu" }).click();
    await page.getByRole("menu").getByText(EVIL).waitFor();
    await page.getByRole("menuitem", { name: "My account" }).click();
    await page.getByRole("heading", { name: "My account", level: 1 }).waitFor();
    expect([await page.locator("img[src=x]").count(), await page.title()]).toEqual([0, "My account · Deskbell"]);
    expect(errors).toEqual([]);
  });

  it.each([
    ["I am stranger", "gives you no role here"],
    ["I refuse", "you did not agree"],
  ])("says in a sentence why nobody is signed in: %s", async (choice, sentence) => {
    const page = await open(address);
    await button(page).click();
    await page.getByRole("link", { name: choice }).click();
    await page.getByText(sentence).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.goto(address);
    await button(page).waitFor();
  });
});

describe("the desk in a frame of another site", () => {
  const panel = (page: Page) => page.frameLocator("iframe");

  it("is not shown as long as nobody has allowed it", async () => {
    const host = await openHost();
    const page = await open(host.origin);
    await expect.poll(() => page.frames().map((frame) => frame.url())[1]).toMatch(/^chrome-error:/);
    host.close();
  });

  it("lets an agent sign in with a password, stay in, work, and leave, by a cookie that is good in these pages only", async () => {
    const host = await openHost();
    await running.ask("PUT", "/api/v1/settings/pages", { frameAncestors: [host.origin] });
    await addMember(running, "anong@example.com", ["agent"], [{ connectionId: "office", number: "1001" }]);
    const page = await open(host.origin);
    await panel(page).getByLabel("Log-in or e-mail").fill("anong@example.com");
    await panel(page).getByLabel("Password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await panel(page).locator("[data-state=live]").waitFor();
    await page.reload();
    await panel(page).locator("[data-state=live]").waitFor();
    const partitionKey = expect.stringContaining("https://127.0.0.1");
    const kept = { name: "deskbell_session", httpOnly: true, secure: true, sameSite: "None", partitionKey };
    expect(await page.context().cookies(address)).toMatchObject([kept]);
    const alone = await page.context().newPage();
    await alone.goto(`${address}/desk`);
    await alone.getByLabel("Log-in or e-mail").waitFor();
    // The page around the panel can make the browser send the cookie, and change nothing by it.
    const url = `${address}/api/v1/connections/office/dial`;
    const asked = page.waitForResponse(url);
    await page.evaluate((to) => fetch(to, { method: "POST", mode: "no-cors", credentials: "include" }), url);
    expect((await asked).status()).toBe(401);
    await panel(page).getByRole("button", { name: "Sign out" }).click();
    await panel(page).getByLabel("Log-in or e-mail").waitFor();
    host.close();
  });
});

/** A page of a helpdesk, https and of another site than the server, that shows the desk in a frame. */
async function openHost(): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer(makeSelfSigned(Date.now()), (_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      `<title>A ticket</title><iframe src="${address}/desk" width="340" height="800" title="desk"></iframe>`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
