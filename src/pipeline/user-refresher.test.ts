import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { DAY, HOUR, MINUTE } from "../base/index.ts";
import { findIntegration, saveIntegration } from "../store/index.ts";
import type { IntegrationRuntime, Runtimes } from "./runtime.ts";
import { createUserRefresher, type UserRefresher } from "./user-refresher.ts";

let rig: Rig;
let refresher: UserRefresher;
let runtimes: Runtimes;
beforeEach(async () => {
  rig = await openRig({
    wrapRuntimes: (own) => {
      runtimes = own;
      return own;
    },
  });
  refresher = open(runtimes);
});
afterEach(() => rig.close());

function open(over: Pick<Runtimes, "get">): UserRefresher {
  return createUserRefresher({
    store: rig.store,
    env: rig.env,
    runtimes: { ...runtimes, ...over },
    log: { info: log, warn: log, error: log },
    exclusive: (_name, task) => task(),
    maxAgeMs: DAY,
  });
}
const log = (message: string) => void rig.logged.push(message);
const reads = () => rig.helpdesk.sent().filter((one) => one === "GET /users").length;

describe("the list of helpdesk users", () => {
  it("is read when it never was, and again when it is a day old", async () => {
    await refresher.refreshOld();
    await refresher.refreshOld();
    expect(reads()).toBe(1);
    await rig.skip(DAY - MINUTE);
    await refresher.refreshOld();
    expect(reads()).toBe(1);
    await rig.skip(2 * MINUTE);
    await refresher.refreshOld();
    expect(reads()).toBe(2);
  });

  it("that could not be read is tried again after an hour, and what is known stays", async () => {
    await refresher.refreshOld();
    await rig.skip(2 * DAY);
    rig.helpdesk.interfere(() => ({ status: 500, body: {} }));
    await refresher.refreshOld();
    await refresher.refreshOld();
    expect(reads()).toBe(2);
    expect(rig.logged.at(-1)).toContain("could not be read");
    rig.helpdesk.interfere();
    await rig.skip(HOUR + MINUTE);
    const { users } = await rig.engine.refreshUsers("desk");
    await refresher.refreshOld();
    expect([users.length, reads()]).toEqual([1, 3]);
  });

  it("marks the integration when the helpdesk does not let us in", async () => {
    rig.helpdesk.interfere(() => ({ status: 401, body: {} }));
    await refresher.refreshOld();
    expect(rig.changes).toContainEqual(
      expect.objectContaining({ kind: "integration", attention: expect.stringContaining("Connect again") }),
    );
  });

  it("is left alone where the integration is switched off, or its template cannot", async () => {
    const get = async (id: string): Promise<IntegrationRuntime | undefined> => {
      const runtime = await runtimes.get(id);
      if (!runtime) return undefined;
      const { template } = runtime;
      return { ...runtime, template: { ...template, supports: { ...template.supports, userAssociation: false } } };
    };
    await open({ get }).refreshOld();
    const desk = await rig.store.read(() => findIntegration("desk"));
    if (desk) await rig.store.write(() => saveIntegration({ ...desk, enabled: false }, rig.env.now()));
    await refresher.refreshOld();
    expect(reads()).toBe(0);
  });

  it("is read at once when somebody connects, and stopping waits for that", async () => {
    refresher.refreshSoon("desk");
    await refresher.stop();
    expect(reads()).toBe(1);
  });

  it("of an integration that cannot be read breaks nothing", async () => {
    await open({ get: () => Promise.reject(new Error("no key")) }).refreshOld();
    expect(rig.logged.at(-1)).toContain("could not be read");
  });
});
