import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KNOWN, openRig, type Rig } from "../../test/support/pipeline/rig.ts";
import { toExtensionNumber } from "../domain/index.ts";
import { SCRIPTS } from "../pbx/index.ts";
import { listIntegrations, removeExtension, saveExtension } from "../store/index.ts";
import { associateConnectionAgain, describeVanished, readUsers } from "./associations.ts";

const ANONG = toExtensionNumber("1001");
const MALEE = toExtensionNumber("1002");

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ settings: { autoTicket: { contactsOnly: false } } });
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
});
afterEach(() => rig.close());

type User = readonly [id: string, email: string];
const lists = (...users: readonly User[]) =>
  rig.helpdesk.interfere((request) =>
    request === "GET /users" ? { body: { items: users.map(([id, email]) => ({ id, name: id, email })) } } : undefined,
  );
const refresh = async (...users: readonly User[]) => {
  lists(...users);
  return rig.engine.refreshUsers("desk");
};
const attention = () => rig.changes.findLast((one) => one.kind === "integration")?.attention;
const overview = () =>
  rig.store.read(function* () {
    const [desk] = yield* listIntegrations();
    if (!desk) throw new Error("the rig has no integration");
    return yield* readUsers(desk);
  });
const standing = async () =>
  (await overview()).associations.map(({ extension, userId, origin, state }) =>
    [extension, userId, origin, state].join(" "),
  );
const userOfNextTicket = async (extension: typeof ANONG) => {
  await rig.place(SCRIPTS.answered({ number: KNOWN, extension }));
  return rig.helpdesk.tickets.at(-1)?.owner;
};
const change = (number: typeof ANONG, email: string | undefined) =>
  rig.store.write(function* () {
    if (email === undefined) yield* removeExtension("pbx", number);
    else yield* saveExtension("pbx", { number, name: "", email });
    yield* associateConnectionAgain("pbx");
  });

describe("a helpdesk user who vanishes", () => {
  it("takes the association by e-mail along", async () => {
    await refresh(["u1", "anong@example.com"], ["u2", "malee@example.com"]);
    expect(await standing()).toEqual(["1001 u1 email active", "1002 u2 email active"]);
    await refresh(["u2", "malee@example.com"]);
    expect(await standing()).toEqual(["1002 u2 email active"]);
    expect((await overview()).unmatchedExtensions).toEqual([
      { extension: "1001", reason: "no helpdesk user has the address anong@example.com" },
    ]);
  });

  it("stays joined by hand and is shown as gone, and calls are written without a user until there is one again", async () => {
    await refresh(["u1", "x@example.com"], ["u2", "y@example.com"]);
    await rig.engine.associate("desk", ANONG, "u1");
    expect(await userOfNextTicket(ANONG)).toBe("u1");
    await refresh(["u2", "y@example.com"]);
    expect(await standing()).toEqual(["1001 u1 manual user-vanished"]);
    expect(describeVanished((await overview()).associations)).toMatch(/^Join anew: .* u1 of extension 1001 any more/);
    await expect.poll(attention).toContain("Join anew");
    expect(await userOfNextTicket(ANONG)).toBe("");
    const told = rig.changes.flatMap((one) => (one.kind === "delivery" ? [one.delivery.note] : []));
    expect(told).toContain("delivered, without a user: the helpdesk does not list u1 of extension 1001 any more");
    await refresh(["u1", "x@example.com"]);
    await expect.poll(attention).toBeNull();
    expect(await userOfNextTicket(ANONG)).toBe("u1");
  });
});

describe("an extension that vanishes", () => {
  it("keeps its user for when it comes back, without the helpdesk being asked", async () => {
    await refresh(["u1", "anong@example.com"], ["u2", "malee@example.com"]);
    await rig.engine.associate("desk", MALEE, "u1");
    await change(ANONG, undefined);
    await change(MALEE, undefined);
    await change(toExtensionNumber("1003"), "");
    const gone = ["1001 u1 email extension-vanished", "1002 u1 manual extension-vanished"];
    expect(await standing()).toEqual(gone);
    await refresh(["u1", "anong@example.com"], ["u2", "malee@example.com"]);
    expect(await standing()).toEqual(gone);
    const asked = rig.helpdesk.sent().length;
    await change(ANONG, "anong@example.com");
    await change(MALEE, "malee@example.com");
    expect(await standing()).toEqual(["1001 u1 email active", "1002 u1 manual active"]);
    expect(rig.helpdesk.sent()).toHaveLength(asked);
  });
});

describe("an e-mail address that changes", () => {
  it("at the extension joins it to another user at once, and calls are written for that one", async () => {
    await refresh(["u1", "anong@example.com"], ["u2", " New@Example.com "]);
    await change(ANONG, "new@example.com");
    expect(await standing()).toEqual(["1001 u2 email active"]);
    expect(await userOfNextTicket(ANONG)).toBe("u2");
  });

  it("at the helpdesk counts from the next refresh on", async () => {
    await refresh(["u1", "anong@example.com"], ["u2", "y@example.com"]);
    await refresh(["u1", "old@example.com"], ["u2", "anong@example.com"]);
    expect(await standing()).toEqual(["1001 u2 email active"]);
  });

  it("joins nobody where several users have it, and says so", async () => {
    const { associations, unmatchedExtensions, unmatchedUsers } = await refresh(
      ["u1", "anong@example.com"],
      ["u2", "ANONG@example.com"],
    );
    expect([associations, unmatchedUsers]).toEqual([[], ["u1", "u2"]]);
    expect(unmatchedExtensions[0]?.reason).toMatch(/2 helpdesk users have the address anong@example.com \(u1, u2\)/);
  });
});

describe("an association by hand", () => {
  it("to a user who is not listed is refused with where to look, unless the list was never read", async () => {
    await rig.engine.associate("desk", ANONG, "whoever");
    expect(await standing()).toEqual(["1001 whoever manual active"]);
    await refresh(["u1", "x@example.com"]);
    const refused = rig.engine.associate("desk", MALEE, "whoever");
    await expect(refused).rejects.toMatchObject({
      code: "INPUT_INVALID",
      problems: [{ path: "userId", message: expect.stringContaining("users/refresh") }],
    });
    expect(await standing()).toEqual(["1001 whoever manual user-vanished"]);
  });
});
