import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MINUTE } from "../src/base/index.ts";
import { realEnv } from "../src/server/index.ts";
import { addMember, becomeOwner, openTestBrowser, PASSWORD, type TestBrowser, tokenOf } from "./support/people.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";
import { openSignInProvider, type SignInProvider } from "./support/sign-in-provider.ts";

const CALLBACK = "/api/v1/session/oidc/callback";
const client = { id: "deskbell", secret: "canary-client-secret-91" };

let provider: SignInProvider;
let running: RunningServer;
let late = 0;
const env = { ...realEnv, now: () => realEnv.now() + late };

beforeEach(async () => {
  late = 0;
  provider = await openSignInProvider(client, () => running.server.address + CALLBACK);
  provider.accounts.mali = { email: "Mali@example.com", email_verified: true, name: "Mali", groups: ["Desk"] };
});
afterEach(async () => {
  await running.close();
  await provider.close();
});

async function start(more = "", passwords = true): Promise<void> {
  const config = `
connections: [{ id: office, zone: UTC }]
signIn:
  passwords: ${passwords}
  oidc:
    issuer: ${provider.issuer}
    clientId: ${client.id}
    clientSecret: { env: CLIENT_SECRET }
${more.replace(/^/gm, "    ")}
`;
  running = await openServer(config, { environment: { CLIENT_SECRET: client.secret }, env });
}

const ROLES = `
roleClaim: groups
roles: { Desk: agent, Boss: administrator }
extensionClaim: phone_extension
extensionConnection: office
createPeople: true`;

/** Signs in by the provider; gives what Deskbell answered at last. */
async function enter(subject: string | undefined, browser = openTestBrowser(running), to = "/desk") {
  const begun = await browser.ask("GET", `/api/v1/session/oidc/start?to=${encodeURIComponent(to)}`);
  expect([begun.status, begun.text]).toEqual([302, ""]);
  const back = await provider.goThrough(begun.headers.get("location") ?? "", subject);
  return { browser, answer: await browser.ask("GET", back.pathname + back.search), back };
}

const me = async (browser: TestBrowser) => (await browser.ask("GET", "/api/v1/me")).body as Record<string, unknown>;

describe("single sign-on", () => {
  it("lets in whom an administrator has added, by verified e-mail, and knows them by subject afterwards", async () => {
    await start();
    await becomeOwner(running);
    await addMember(running, "mali@example.com", ["supervisor"]);
    const { browser, answer } = await enter("mali");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/desk"]);
    expect(await me(browser)).toMatchObject({ kind: "person", login: "mali@example.com", roles: ["supervisor"] });
    expect(browser.cookie()).not.toContain("deskbell_sign_in");
    provider.accounts.mali = { email: "new@example.com", email_verified: true };
    expect((await enter("mali")).answer.status).toBe(302);
    provider.accounts.thief = { email: "mali@example.com", email_verified: true };
    const thief = await enter("thief");
    expect([thief.answer.status, thief.answer.text]).toEqual([
      401,
      expect.stringContaining("belongs to another account"),
    ]);
  });

  it("joins nobody by an e-mail address that the provider has not verified", async () => {
    await start();
    await becomeOwner(running);
    await addMember(running, "mali@example.com", ["supervisor"]);
    provider.accounts.mali = { email: "mali@example.com", email_verified: false };
    const { answer, browser } = await enter("mali");
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining("you are not known here")]);
    expect((await browser.ask("GET", "/api/v1/me")).status).toBe(401);
  });

  it("adds people with roles and extensions by their claims, and follows them", async () => {
    await start(ROLES);
    provider.accounts.mali = { ...provider.accounts.mali, phone_extension: "1001" };
    const { browser } = await enter("mali");
    const extensions = [{ connectionId: "office", number: "1001" }];
    expect(await me(browser)).toMatchObject({ name: "Mali", roles: ["agent"], extensions, hasPassword: false });
    provider.accounts.mali = { ...provider.accounts.mali, groups: ["Boss", "Desk"], phone_extension: ["1001", 1002] };
    const second = await enter("mali");
    expect(await me(second.browser)).toMatchObject({ roles: ["administrator", "agent"] });
    // The session that was begun with less is over.
    expect((await browser.ask("GET", "/api/v1/me")).status).toBe(401);
    provider.accounts.mali = { ...provider.accounts.mali, groups: ["Canteen", "__proto__"] };
    expect((await enter("mali")).answer.text).toContain("gives you no role here");
  });

  it("lets in only some domains, and nobody who is disabled", async () => {
    await start(`${ROLES}\nallowedDomains: [Example.com]`);
    await becomeOwner(running);
    provider.accounts.out = { email: "x@other.example", email_verified: true, groups: ["Desk"] };
    expect((await enter("out")).answer.text).toContain("addresses of other.example are not let in here");
    const { browser } = await enter("mali");
    const { id } = await me(browser);
    await running.ask("PATCH", `/api/v1/people/${id}`, { disabled: true });
    expect((await enter("mali")).answer.text).toContain("Mali is disabled here");
  });

  it("says in words what hinders it, in a page that runs nothing", async () => {
    await start();
    const refused = await enter(undefined);
    expect([refused.answer.status, refused.answer.text]).toEqual([401, expect.stringContaining("you did not agree")]);
    expect(refused.answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const stranger = await openTestBrowser(running).ask("GET", `${CALLBACK}?code=x&state=y`);
    expect([stranger.status, stranger.text]).toEqual([401, expect.stringContaining("this browser has not begun")]);
    const browser = openTestBrowser(running);
    await browser.ask("GET", "/api/v1/session/oidc/start");
    const mixed = await browser.ask("GET", `${CALLBACK}?code=x&state=forged&iss=https://evil.example`);
    expect([mixed.status, mixed.text]).toEqual([502, expect.stringContaining("issuer")]);
    await browser.ask("GET", "/api/v1/session/oidc/start");
    const iss = encodeURIComponent(provider.issuer);
    const forged = await browser.ask("GET", `${CALLBACK}?code=x&state=forged&iss=${iss}`);
    expect([forged.status, forged.text]).toEqual([502, expect.stringContaining("state")]);
    expect(running.logged.join("\n")).not.toContain("canary-client-secret");
  });

  it("is good once, in the browser that began it, for ten minutes", async () => {
    await start();
    await becomeOwner(running);
    await addMember(running, "mali@example.com", ["auditor"]);
    const browser = openTestBrowser(running);
    const begun = await browser.ask("GET", "/api/v1/session/oidc/start");
    const kept = browser.cookie();
    const back = await provider.goThrough(begun.headers.get("location") ?? "", "mali");
    const address = back.pathname + back.search;
    expect((await openTestBrowser(running).ask("GET", address)).status).toBe(401);
    expect((await browser.ask("GET", address)).status).toBe(302);
    expect((await openTestBrowser(running).ask("GET", address, undefined, { cookie: kept })).status).toBe(502);
    const slow = openTestBrowser(running);
    const location = (await slow.ask("GET", "/api/v1/session/oidc/start")).headers.get("location") ?? "";
    const late2 = await provider.goThrough(location, "mali");
    late = 10 * MINUTE;
    expect((await slow.ask("GET", late2.pathname + late2.search)).text).toContain("longer than 10 minutes");
  });

  it("leads to no other host", async () => {
    await start();
    for (const to of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const answer = await openTestBrowser(running).ask(
        "GET",
        `/api/v1/session/oidc/start?to=${encodeURIComponent(to)}`,
      );
      expect([to, answer.status]).toEqual([to, 400]);
    }
  });

  it("that is not there is said so", async () => {
    await start();
    await provider.close();
    const answer = await openTestBrowser(running).ask("GET", "/api/v1/session/oidc/start");
    expect([answer.status, answer.text]).toEqual([502, expect.stringContaining("does not say how it works")]);
    provider = await openSignInProvider(client, () => "");
  });
});

describe("passwords that are switched off", () => {
  it("let nobody in, and still leave the owner the set-up link", async () => {
    await start("", false);
    const stranger = openTestBrowser(running);
    expect((await stranger.ask("GET", "/api/v1/sign-in")).body).toEqual({
      passwords: false,
      singleSignOn: true,
      setUp: true,
    });
    const link = tokenOf(running.server.setUpLink?.url.reveal());
    const owner = openTestBrowser(running);
    const wish = { link, login: "mali@example.com", name: "Mali" };
    expect((await owner.ask("POST", "/api/v1/set-up", wish)).status).toBe(200);
    expect((await enter("mali")).answer.status).toBe(302);
    const signIn = await stranger.ask("POST", "/api/v1/sign-in", { login: "mali@example.com", password: PASSWORD });
    expect([signIn.status, signIn.text]).toEqual([409, expect.stringContaining("switched off")]);
    const added = await running.ask("POST", "/api/v1/people", {
      login: "ob@example.com",
      name: "Ob",
      roles: ["agent"],
    });
    expect(added.body).not.toHaveProperty("link");
  });
});
