import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { becomeOwner, type TestBrowser } from "./support/people.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

let helpdesk: RequestTracker;
let running: RunningServer;
let owner: TestBrowser;
beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
  owner = await becomeOwner(running);
}, 30_000);
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

interface Entry {
  readonly seq: number;
  readonly who: { kind: string; name: string; address: string };
  readonly action: string;
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
}

async function list(query = ""): Promise<Entry[]> {
  return ((await owner.ask("GET", `/api/v1/audit${query}`)).body as { entries: Entry[] }).entries;
}
const newest = async () => (await list("?limit=1"))[0];
const verify = async () => (await owner.ask("GET", "/api/v1/audit/verify")).body;

describe("the audit log", () => {
  it("begins with the configuration and the owner", async () => {
    const entries = await list("?after=0");
    expect(entries.map(({ seq, who, action }) => [seq, who.kind, action])).toEqual([
      [1, "config", "applyConfig"],
      [2, "system", "createToken"],
      [3, "person", "setUp"],
      [4, "person", "signIn"],
    ]);
    expect(entries[0]?.after).toMatchObject({ connections: ["office"], integrations: ["rt"], tokens: ["pbx"] });
  });

  it("tells who changed what, how it was and how it is", async () => {
    await owner.ask("PUT", "/api/v1/connections/office", { zone: "Asia/Tokyo" });
    expect(await newest()).toMatchObject({
      who: { kind: "person", name: "Olivia", address: "127.0.0.1" },
      action: "putConnection",
      subject: "connection office",
      before: { zone: "Asia/Bangkok", signed: true },
      after: { zone: "Asia/Tokyo", signed: true },
    });
    await running.ask("PUT", "/api/v1/connections/office/extensions/1003", { name: "Ploy" });
    expect(await newest()).toMatchObject({
      who: { kind: "token", name: "first administrator" },
      subject: "extension 1003 of office",
      after: { name: "Ploy" },
    });
    const made = (await running.ask("POST", "/api/v1/tokens", { name: "wall", scopes: ["read"] })).body as {
      id: string;
    };
    expect(await newest()).toMatchObject({ action: "createToken", subject: "token wall" });
    await running.ask("DELETE", `/api/v1/tokens/${made.id}`);
    expect(await newest()).toMatchObject({
      action: "revokeToken",
      subject: "token wall",
      before: { scopes: ["read"] },
    });
  });

  it("tells of what a route itself does not think of, and of a secret that nobody sees", async () => {
    await owner.ask("PUT", "/api/v1/integrations/rt/associations/1001", { userId: null });
    expect(await newest()).toMatchObject({ action: "putAssociation", subject: "rt 1001" });
    const { length } = await list("?limit=500");
    const signingSecret = `whsec_${Buffer.from("canary-audit-secret-0001").toString("base64")}`;
    await owner.ask("PUT", "/api/v1/connections/office", { zone: "Asia/Tokyo", signingSecret });
    expect(await list("?limit=500")).toHaveLength(length + 1);
    await owner.ask("PUT", "/api/v1/integrations/rt", {
      connection: "office",
      template: "request_tracker",
      fields: { token: "canary-audit-field" },
    });
    expect(await newest()).toMatchObject({ action: "putIntegration", after: { fields: { token: "***" } } });
    expect(JSON.stringify(await list("?limit=500"))).not.toMatch(/canary|whsec_|kettle|dbt_|dbl_/);
  });

  it("keeps only the end of a number that is exported or erased", async () => {
    await owner.ask("POST", "/api/v1/privacy/export", { number: "+66 81 234 5678" });
    await owner.ask("POST", "/api/v1/privacy/erase", { number: "+66 81 234 5678" });
    expect(await list("?limit=2")).toMatchObject([
      { action: "eraseNumber", subject: "number …678" },
      { action: "exportNumber", subject: "number …678" },
    ]);
    expect(JSON.stringify(await list("?limit=500"))).not.toContain("5678");
  });

  it("has nothing of what was refused or only looked at, and tells of a failed sign-in without the log-in", async () => {
    const { seq } = (await newest()) as Entry;
    await owner.ask("PUT", "/api/v1/connections/office", { zone: "Nowhere" });
    await owner.ask("DELETE", "/api/v1/tokens/none");
    await owner.ask("GET", "/api/v1/config");
    expect((await newest())?.seq).toBe(seq);
    const oops = { login: "my-very-secret-password", password: "x" };
    await owner.ask("POST", "/api/v1/sign-in", oops);
    expect(await newest()).toMatchObject({ action: "signInFailed", subject: "nobody known" });
    expect(JSON.stringify(await list("?limit=5"))).not.toContain("secret-password");
  });

  it("is read by who and by action, page by page", async () => {
    const me = (await owner.ask("GET", "/api/v1/me")).body as { id: string };
    const mine = await list(`?who=${me.id}&limit=500`);
    expect(mine.every(({ who }) => who.name === "Olivia")).toBe(true);
    expect((await list("?action=putConnection")).map(({ action }) => action)).toEqual([
      "putConnection",
      "putConnection",
    ]);
    const page = await list(`?limit=2&before=${mine[0]?.seq}`);
    expect(page[0]?.seq).toBe((mine[0]?.seq ?? 0) - 1);
  });

  it("proves that it is whole, and says where it is not", async () => {
    expect(await verify()).toMatchObject({ ok: true, head: { seq: (await newest())?.seq } });
    const { store } = running.server;
    await store.write(function* () {
      yield { kind: "sql", sql: "UPDATE audit SET who_name = 'Nobody' WHERE seq = 6", params: [] };
    });
    expect(await verify()).toMatchObject({ ok: false, fault: { seq: 6 } });
  });
});
