import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSignInLink } from "../src/api/index.ts";
import { DAY, HOUR, MINUTE } from "../src/base/index.ts";
import { realEnv } from "../src/server/index.ts";
import { addMember, becomeOwner, openTestBrowser, PASSWORD, type TestBrowser, tokenOf } from "./support/people.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let running: RunningServer;
let late = 0;
// A clock that goes only when it is told to: how long a password takes to check is nobody's promise.
const begun = realEnv.now();
const env = { ...realEnv, now: () => begun + late };
beforeEach(async () => {
  late = 0;
  running = await openServer(undefined, { env });
});
afterEach(() => running.close());

const message = ({ body }: { body: never }) => (body as { error: { message: string } }).error.message;
const signIn = (login: string, password: string, browser = openTestBrowser(running)) =>
  browser.ask("POST", "/api/v1/sign-in", { login, password });
const status = async (browser: TestBrowser, method: string, path: string, body?: unknown) =>
  (await browser.ask(method, path, body)).status;

describe("the first start", () => {
  it("has no password, and gives a link by which the owner is made, once", async () => {
    const url = running.server.setUpLink?.url.reveal() ?? "";
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/set-up#dbl_[\w-]{43}$/);
    const stranger = openTestBrowser(running);
    expect((await stranger.ask("GET", "/api/v1/sign-in")).body).toEqual({
      passwords: true,
      singleSignOn: false,
      setUp: true,
    });
    const check = await stranger.ask("POST", "/api/v1/set-up/check", { link: tokenOf(url) });
    expect(check.body).toMatchObject({ kind: "set-up", minPassword: 12 });
    const owner = await becomeOwner(running);
    expect((await owner.ask("GET", "/api/v1/me")).body).toMatchObject({
      kind: "person",
      roles: ["owner"],
      permissions: expect.arrayContaining(["admin", "people"]),
    });
    const again = { link: tokenOf(url), login: "x@example.com", password: PASSWORD };
    expect(await status(stranger, "POST", "/api/v1/set-up", again)).toBe(401);
    expect(running.logged.join("\n")).not.toContain("dbl_");
  });

  it("gives a new link at each start while there is no owner, and none afterwards", async () => {
    const { folder } = running;
    await running.server.close();
    const second = await openServer(undefined, { folder, env });
    expect(second.server.setUpLink).toBeDefined();
    await becomeOwner(second);
    await second.server.close();
    const third = await openServer(undefined, { folder, env });
    expect(third.server.setUpLink).toBeUndefined();
    running = { ...running, close: () => third.close() };
  });

  it("lets no second owner in by another set-up link, and none after a day", async () => {
    const link = tokenOf(running.server.setUpLink?.url.reveal());
    late = DAY + 1;
    const wish = { link, login: "a@example.com", password: PASSWORD };
    const stranger = openTestBrowser(running);
    expect(await status(stranger, "POST", "/api/v1/set-up", wish)).toBe(401);
  });
});

describe("a password", () => {
  it.each([
    ["eleven char", "has 11 characters"],
    ["password1234", "words that are tried first"],
    ["P@ssw0rd!2024", "words that are tried first"],
    ["abcdefghijklm", "one sequence"],
    ["aaaaaaaaaaaaaa", "repeats"],
    ["Olivia-Owner-99", "your own name"],
  ])("such as %s is refused, and not repeated", async (password, reason) => {
    const link = tokenOf(running.server.setUpLink?.url.reveal());
    const wish = { link, login: "owner@example.com", name: "Olivia", password };
    const answer = await openTestBrowser(running).ask("POST", "/api/v1/set-up", wish);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(reason);
    expect(answer.text).not.toContain(password);
  });

  it("signs in, whatever the case of the log-in; a wrong one and an unknown account get the same answer", async () => {
    await becomeOwner(running);
    const good = await signIn("Owner@Example.com", PASSWORD);
    expect([good.status, (good.body as { login: string }).login]).toEqual([200, "owner@example.com"]);
    const wrong = await signIn("owner@example.com", "something else entirely");
    const nobody = await signIn("nobody@example.com", "something else entirely");
    expect([wrong.status, wrong.text]).toEqual([401, nobody.text]);
  });

  it("is changed by its person, which ends their other sessions and no other's", async () => {
    const owner = await becomeOwner(running);
    const other = openTestBrowser(running);
    await signIn("owner@example.com", PASSWORD, other);
    const wrong = { current: "not this one at all", password: "seven brown owls in a row" };
    expect(await status(owner, "POST", "/api/v1/me/password", wrong)).toBe(409);
    const right = { ...wrong, current: PASSWORD };
    expect(await status(owner, "POST", "/api/v1/me/password", right)).toBe(204);
    expect(await status(other, "GET", "/api/v1/me")).toBe(401);
    expect(await status(owner, "GET", "/api/v1/me")).toBe(200);
    expect((await signIn("owner@example.com", "seven brown owls in a row")).status).toBe(200);
  });
});

describe("whoever guesses", () => {
  it("waits longer and longer after five failures, is told so, and an administrator lifts the lock", async () => {
    await becomeOwner(running);
    const { id } = await addMember(running, "mali@example.com", ["supervisor"]);
    for (let at = 0; at < 5; at++) expect((await signIn("mali@example.com", "wrong wrong wrong")).status).toBe(401);
    const blocked = await signIn("mali@example.com", PASSWORD);
    expect([blocked.status, message(blocked)]).toEqual([429, expect.stringContaining("try again in 1 second,")]);
    late += 1100;
    expect((await signIn("mali@example.com", "wrong wrong wrong")).status).toBe(401);
    expect(message(await signIn("mali@example.com", PASSWORD))).toContain("try again in 2 seconds");
    // The account is free then; the address has its own count.
    const shown = await running.ask("GET", `/api/v1/people/${id}`);
    expect((shown.body as { lockedUntil: number }).lockedUntil).toBeGreaterThan(env.now());
    expect((await running.ask("DELETE", `/api/v1/people/${id}/lock`)).status).toBe(204);
    late += 15 * MINUTE;
    expect((await signIn("mali@example.com", PASSWORD)).status).toBe(200);
  });

  it("is not told by the lock whether an account exists", async () => {
    for (let at = 0; at < 5; at++) expect((await signIn("ghost@example.com", "wrong wrong wrong")).status).toBe(401);
    expect((await signIn("ghost@example.com", PASSWORD)).status).toBe(429);
  });

  it("gains nothing by trying many at once", async () => {
    await becomeOwner(running);
    const many = Array.from({ length: 12 }, () => signIn("owner@example.com", "wrong wrong wrong"));
    const answers = (await Promise.all(many)).map((one) => one.status);
    expect(answers.filter((one) => one === 401)).toHaveLength(5);
    expect(answers.filter((one) => one === 429)).toHaveLength(7);
  });
});

describe("a session", () => {
  it("is renewed by signing in, listed with where it is, and ended one by one or all", async () => {
    const owner = await becomeOwner(running);
    const first = owner.cookie();
    await signIn("owner@example.com", PASSWORD, owner);
    expect(owner.cookie()).not.toBe(first);
    const stale = openTestBrowser(running);
    expect((await stale.ask("GET", "/api/v1/me", undefined, { cookie: first })).status).toBe(401);
    const others = [openTestBrowser(running), openTestBrowser(running), openTestBrowser(running)];
    for (const one of others) await signIn("owner@example.com", PASSWORD, one);
    const list = async () =>
      ((await owner.ask("GET", "/api/v1/me/sessions")).body as { sessions: { id: string; this: boolean }[] }).sessions;
    const before = await list();
    expect(before).toHaveLength(4);
    expect(before[0]).toMatchObject({ address: "127.0.0.1", browser: "TestBrowser/1" });
    const other = before.find((one) => !one.this);
    expect(await status(owner, "DELETE", `/api/v1/me/sessions/${other?.id}`)).toBe(204);
    expect(await list()).toHaveLength(3);
    expect((await owner.ask("DELETE", "/api/v1/me/sessions")).body).toEqual({ ended: 2 });
    expect((await list()).map((one) => one.this)).toEqual([true]);
  });

  it("is listed among all for an administrator, who ends any but an owner's", async () => {
    await becomeOwner(running);
    const admin = await addMember(running, "admin", ["administrator"]);
    const wall = openTestBrowser(running);
    await wall.ask("POST", "/api/v1/session", { token: running.server.adminToken?.reveal() });
    const { sessions } = (await admin.browser.ask("GET", "/api/v1/sessions")).body as {
      sessions: { id: string; name: string; this: boolean }[];
    };
    expect(sessions.map(({ name }) => name).sort()).toEqual(["Olivia", "admin", "first administrator"]);
    const end = (name: string) =>
      status(admin.browser, "DELETE", `/api/v1/sessions/${sessions.find((one) => one.name === name)?.id}`);
    expect([await end("Olivia"), await end("first administrator"), await end("admin")]).toEqual([403, 204, 204]);
    expect(await status(wall, "GET", "/api/v1/me")).toBe(401);
    expect(await status(admin.browser, "GET", "/api/v1/me")).toBe(401);
  });

  it("ends after 12 idle hours, and after 7 days however busy", async () => {
    const owner = await becomeOwner(running);
    late += 11 * HOUR;
    expect(await status(owner, "GET", "/api/v1/me")).toBe(200);
    late += 11 * HOUR;
    expect(await status(owner, "GET", "/api/v1/me")).toBe(200);
    late += 12 * HOUR + MINUTE;
    expect(await status(owner, "GET", "/api/v1/me")).toBe(401);
    await signIn("owner@example.com", PASSWORD, owner);
    for (let day = 0; day < 14; day++) {
      late += 12 * HOUR - MINUTE;
      await owner.ask("GET", "/api/v1/me");
    }
    late += 15 * MINUTE;
    expect(await status(owner, "GET", "/api/v1/me")).toBe(401);
  });

  it("ends when its person is disabled, gets another role, or is removed", async () => {
    await becomeOwner(running);
    const people = [];
    for (const name of ["a", "b", "c"]) people.push(await addMember(running, `${name}@example.com`, ["supervisor"]));
    const [a, b, c] = people;
    await running.ask("PATCH", `/api/v1/people/${a?.id}`, { disabled: true });
    await running.ask("PATCH", `/api/v1/people/${b?.id}`, { roles: ["auditor"] });
    await running.ask("DELETE", `/api/v1/people/${c?.id}`);
    for (const one of people) expect(await status(one.browser, "GET", "/api/v1/me")).toBe(401);
    expect((await signIn("a@example.com", PASSWORD)).status).toBe(401);
    expect((await signIn("b@example.com", PASSWORD)).status).toBe(200);
  });

  it("changes nothing at the wish of a page of another site", async () => {
    const owner = await becomeOwner(running);
    const patch = (headers: Record<string, string>) => owner.ask("PATCH", "/api/v1/me", { theme: "dark" }, headers);
    expect((await patch({ "x-deskbell": "" })).status).toBe(401);
    expect((await patch({ origin: "https://evil.example" })).status).toBe(401);
    expect((await patch({ "sec-fetch-site": "cross-site" })).status).toBe(401);
    expect((await patch({ origin: "null" })).status).toBe(401);
    expect((await patch({ origin: running.server.address, "sec-fetch-site": "same-origin" })).status).toBe(200);
    const forged = await openTestBrowser(running).ask(
      "POST",
      "/api/v1/sign-in",
      { login: "owner@example.com", password: PASSWORD },
      { origin: "https://evil.example" },
    );
    expect(forged.status).toBe(401);
  });
});

describe("links", () => {
  it("invite for a week, reset for a day, each once, and the newest alone", async () => {
    await becomeOwner(running);
    const wish = { login: "tam", name: "Tam", roles: ["auditor"] };
    const added = (await running.ask("POST", "/api/v1/people", wish)).body as {
      person: { id: string };
      link: { url: string };
    };
    late += 6 * DAY;
    const newer = (await running.ask("POST", `/api/v1/people/${added.person.id}/link`)).body as {
      kind: string;
      url: string;
    };
    expect(newer.kind).toBe("invitation");
    const browser = openTestBrowser(running);
    const choose = (url: string, password = PASSWORD) =>
      status(browser, "POST", "/api/v1/set-up", { link: tokenOf(url), password });
    expect(await choose(added.link.url)).toBe(401);
    // A password that will not do does not use the link up.
    expect(await choose(newer.url, "short")).toBe(400);
    expect(await choose(newer.url)).toBe(200);
    expect(await choose(newer.url)).toBe(401);
    const reset = (await running.ask("POST", `/api/v1/people/${added.person.id}/link`)).body as {
      kind: string;
      url: string;
    };
    expect(reset.kind).toBe("reset");
    late += DAY;
    expect(await choose(reset.url)).toBe(401);
  });

  it("sign a person in without a password, once, for ten minutes", async () => {
    await becomeOwner(running);
    const { id } = await addMember(running, "demo", ["administrator"]);
    const tools = { store: running.server.store, env, publicUrl: running.server.address };
    const { url } = await makeSignInLink(id, tools);
    expect(url.reveal()).toContain("/sign-in#dbl_");
    const browser = openTestBrowser(running);
    const enter = (one: string) => status(browser, "POST", "/api/v1/sign-in", { link: tokenOf(one) });
    expect(await status(browser, "POST", "/api/v1/set-up", { link: tokenOf(url.reveal()), password: PASSWORD })).toBe(
      401,
    );
    const second = await makeSignInLink(id, tools);
    expect(await enter(second.url.reveal())).toBe(200);
    expect(await enter(second.url.reveal())).toBe(401);
    const third = await makeSignInLink(id, tools);
    late += 10 * MINUTE;
    expect(await enter(third.url.reveal())).toBe(401);
  });
});

describe("owners", () => {
  it("are made and changed by owners alone, and one always stays", async () => {
    const owner = await becomeOwner(running);
    const admin = await addMember(running, "admin", ["administrator"]);
    const ownerId = ((await owner.ask("GET", "/api/v1/me")).body as { id: string }).id;
    const promote = { roles: ["owner"] };
    expect(await status(admin.browser, "PATCH", `/api/v1/people/${admin.id}`, promote)).toBe(403);
    expect(await status(admin.browser, "PATCH", `/api/v1/people/${ownerId}`, { name: "X" })).toBe(403);
    expect(await status(admin.browser, "POST", `/api/v1/people/${ownerId}/link`)).toBe(403);
    expect(await status(admin.browser, "DELETE", `/api/v1/people/${ownerId}/sessions`)).toBe(403);
    expect(await status(owner, "PATCH", `/api/v1/people/${ownerId}`, { disabled: true })).toBe(409);
    expect(await status(owner, "DELETE", `/api/v1/people/${ownerId}`)).toBe(409);
    expect(await status(owner, "PATCH", `/api/v1/people/${admin.id}`, promote)).toBe(200);
    expect(await status(owner, "DELETE", `/api/v1/people/${ownerId}`)).toBe(204);
    expect(await status(owner, "GET", "/api/v1/me")).toBe(401);
  });

  it("may not share a log-in, and an extension must be of a connection", async () => {
    await becomeOwner(running);
    const wish = { login: "OWNER@example.com", name: "X", roles: ["agent"] };
    expect((await running.ask("POST", "/api/v1/people", wish)).status).toBe(409);
    const extensions = [{ connectionId: "none", number: "1" }];
    const answer = await running.ask("POST", "/api/v1/people", { ...wish, login: "xx", extensions });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('no connection \\"none\\"')]);
  });
});

it("what is one's own is kept: language, colours and the pop-up switch", async () => {
  const owner = await becomeOwner(running);
  const change = { language: "th", theme: "dark", popups: false };
  expect((await owner.ask("PATCH", "/api/v1/me", change)).body).toMatchObject(change);
  expect((await owner.ask("PATCH", "/api/v1/me", { language: null })).body).not.toHaveProperty("language");
  expect((await owner.ask("GET", "/api/v1/me")).body).toMatchObject({
    theme: "dark",
    popups: false,
    hasPassword: true,
  });
});
