import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addTemplateRevision,
  findIntegration,
  findTemplate,
  saveIntegration,
  setAttention,
} from "../src/store/index.ts";
import { openRequestTracker, type RequestTracker } from "./support/helpdesks/request-tracker.ts";
import { RT_CONFIG, rtEnvironment } from "./support/rt-config.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

interface Users {
  readonly users: readonly { readonly userId: string }[];
  readonly associations: readonly { extension: string; userId: string; origin: string; state: string }[];
  readonly unmatchedExtensions: readonly { readonly extension: string; readonly reason: string }[];
  readonly unmatchedUsers: readonly string[];
  readonly fetchedAt?: number;
}

const INTEGRATION = "/api/v1/integrations/rt";
const EXTENSIONS = "/api/v1/connections/office/extensions";

let helpdesk: RequestTracker;
let running: RunningServer;
beforeAll(async () => {
  helpdesk = await openRequestTracker();
  running = await openServer(RT_CONFIG, { environment: rtEnvironment(helpdesk.address) });
});
afterAll(async () => {
  await running.close();
  await helpdesk.close();
});

const ask = (method: string, path: string, body?: unknown) => running.ask(method, path, body);
const users = async () => (await ask("GET", `${INTEGRATION}/users`)).body as Users;
const refresh = () => ask("POST", `${INTEGRATION}/users/refresh`);
const join = (extension: string, userId: string | null) =>
  ask("PUT", `${INTEGRATION}/associations/${extension}`, { userId });
const standing = async () =>
  (await users()).associations.map(({ extension, userId, origin, state }) =>
    [extension, userId, origin, state].join(" "),
  );

describe("who has which extension, over the API", () => {
  it("is told with when the list was read, and who is without the other", async () => {
    expect(await users()).toEqual({
      users: [],
      associations: [{ extension: "1002", userId: "agent1002", origin: "manual", state: "active" }],
      unmatchedExtensions: [{ extension: "1001", reason: "the helpdesk's users were not read yet" }],
      unmatchedUsers: [],
    });
    const before = Date.now();
    expect((await refresh()).status).toBe(200);
    const known = await users();
    expect(known).toMatchObject({
      associations: [
        { extension: "1001", userId: "agent1001", origin: "email", state: "active" },
        { extension: "1002", userId: "agent1002", origin: "manual", state: "active" },
      ],
      unmatchedExtensions: [],
      unmatchedUsers: ["agent1003", "agent1004"],
    });
    expect(known.fetchedAt).toBeGreaterThanOrEqual(before);
  });

  it("follows extensions as they are saved and removed, without asking the helpdesk", async () => {
    const asked = helpdesk.requests.length;
    await ask("PUT", `${EXTENSIONS}/1003`, { name: "Prasit", email: " AGENT1003@helpdesk.example" });
    expect(await standing()).toContain("1003 agent1003 email active");
    await ask("PUT", `${EXTENSIONS}/1003`, { name: "Prasit", email: "nobody@helpdesk.example" });
    expect((await users()).unmatchedExtensions).toEqual([
      { extension: "1003", reason: "no helpdesk user has the address nobody@helpdesk.example" },
    ]);
    expect((await ask("DELETE", `${EXTENSIONS}/1002`)).status).toBe(204);
    expect(await standing()).toContain("1002 agent1002 manual extension-vanished");
    await ask("PUT", `${EXTENSIONS}/1002`, { name: "Malai", email: "" });
    expect(await standing()).toContain("1002 agent1002 manual active");
    expect(helpdesk.requests).toHaveLength(asked);
  });

  it("is decided by hand for users who are there, and by e-mail again once that is taken back", async () => {
    const refused = await join("1001", "agent9");
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("INPUT_INVALID")]);
    expect(refused.text).toContain("users/refresh");
    await join("1001", "agent1004");
    await join("1003", "agent1004");
    expect(await standing()).toEqual(
      expect.arrayContaining(["1001 agent1004 manual active", "1003 agent1004 manual active"]),
    );
    await refresh();
    expect(await standing()).toContain("1001 agent1004 manual active");
    await join("1001", null);
    expect(await standing()).toContain("1001 agent1001 email active");
  });

  it("needs a person when a user who was joined by hand is gone, and says so at the integration", async () => {
    const gone = helpdesk.state.users.findIndex(({ Name }) => Name === "agent1004");
    const [removed] = helpdesk.state.users.splice(gone, 1);
    await refresh();
    expect(await standing()).toContain("1003 agent1004 manual user-vanished");
    const shown = (await ask("GET", INTEGRATION)).body as { status: string; attention: string; needs: string[] };
    expect(shown.status).toBe("attention");
    expect(shown.attention).toContain("agent1004 of extension 1003");
    const { store } = running.server;
    await store.write(() => setAttention("rt", "Connect again: no"));
    expect((await ask("GET", INTEGRATION)).body).toMatchObject({ needs: ["Connect again: no", shown.attention] });
    await store.write(() => setAttention("rt", null));
    if (removed) helpdesk.state.users.push(removed);
    await refresh();
    expect((await ask("GET", INTEGRATION)).body).toMatchObject({ status: "connected", needs: [] });
  });

  it("is not all that needs a person: so does a template with errors, while it is in use", async () => {
    const { store } = running.server;
    const move = (templateRevision: number, enabled: boolean) =>
      store.write(function* () {
        const found = yield* findIntegration("rt");
        if (found) yield* saveIntegration({ ...found, templateRevision, enabled }, 0);
      });
    const { revision } = await store.write(function* () {
      const found = yield* findTemplate("request_tracker", 1);
      const xml = found?.xml.replace("{{", "{{nosuch ") ?? "";
      return yield* addTemplateRevision({ key: "request_tracker", name: "RT", xml, hash: "with errors" }, 0);
    });
    await move(revision, true);
    const needs = [expect.stringMatching(/^Mend the template: revision 2 of "request_tracker" has errors \([1-9]/)];
    expect((await ask("GET", INTEGRATION)).body).toMatchObject({ needs });
    await move(revision, false);
    expect((await ask("GET", INTEGRATION)).body).toMatchObject({ needs: [] });
    await move(1, true);
  });
});
