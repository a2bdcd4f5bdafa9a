import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toCallId, toExtensionNumber } from "../../../src/domain/index.ts";
import {
  type Actor,
  addAuditEntry,
  addLink,
  addSession,
  CHAIN_START,
  checkChain,
  checkEnd,
  endSession,
  endSessionsOf,
  findPersonByLogin,
  findPersonBySubject,
  findSession,
  listAuditEntries,
  listCalls,
  listPeople,
  listSessions,
  type Person,
  purgeSessions,
  removePerson,
  type Store,
  saveCall,
  savePerson,
  setPassword,
  takeLink,
  touchSession,
} from "../../../src/store/index.ts";
import { aCall, NOW, seed } from "./seed.ts";

const person: Person = {
  id: "p1",
  login: "mali@example.com",
  name: "Mali",
  roles: ["agent"],
  extensions: [{ connectionId: "pbx", number: "1001" }],
  disabled: false,
  preferences: {},
  createdAt: NOW,
};
const jim: Actor = { kind: "person", id: "p1", name: "Jim", address: "192.0.2.1" };
const LIFE = { seenAfter: NOW - 100, startedAfter: NOW - 1000 };

/** What every store promises of people, sessions and the audit log. */
export function peopleSuite(open: () => Store | Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await seed(store);
  });
  afterEach(() => store.close());

  const write = (operation: () => ReturnType<typeof savePerson>) => store.write(operation);

  describe("people", () => {
    it("are found by log-in and by subject, and keep their password when they are changed", async () => {
      await write(() => savePerson(person));
      await write(() => setPassword("p1", "hash"));
      const changed = {
        ...person,
        name: "Mali S.",
        subject: "https://id.example.com 7",
        language: "th",
        signedInAt: 9,
      };
      await write(() => savePerson(changed));
      expect(await store.read(() => findPersonByLogin(person.login))).toEqual({ person: changed, password: "hash" });
      expect(await store.read(() => findPersonBySubject("https://id.example.com 7"))).toEqual(changed);
      expect(await store.read(listPeople)).toEqual([changed]);
    });

    it("never share a log-in", async () => {
      await write(() => savePerson(person));
      await expect(write(() => savePerson({ ...person, id: "p2" }))).rejects.toThrow();
    });

    it("take their sessions and links with them", async () => {
      await write(() => savePerson(person));
      await write(() => addSession(aSession("s1"), "h1"));
      await write(() => addLink("l1", "reset", "p1", NOW + 10));
      await write(() => removePerson("p1"));
      expect(await store.read(() => findSession("h1", LIFE))).toBeUndefined();
      expect(await store.write(() => takeLink("l1", NOW))).toBeUndefined();
    });
  });

  describe("links", () => {
    it("are good once, and not after their time", async () => {
      await write(() => addLink("l1", "set-up", undefined, NOW + 10));
      await write(() => addLink("l2", "set-up", undefined, NOW + 10));
      expect(await store.write(() => takeLink("l1", NOW))).toEqual({ kind: "set-up" });
      expect(await store.write(() => takeLink("l1", NOW))).toBeUndefined();
      expect(await store.write(() => takeLink("l2", NOW + 10))).toBeUndefined();
    });
  });

  describe("sessions", () => {
    it("end by idleness, by age, and by hand, and tell every process", async () => {
      await write(() => savePerson(person));
      const signals: (string | undefined)[] = [];
      const stop = store.onSignal((signal) => signals.push(signal));
      for (const id of ["s1", "s2", "s3"]) await write(() => addSession(aSession(id), `h${id}`));
      await write(() => touchSession("s1", NOW + 50));
      const ids = async (life = LIFE) => (await store.read(() => listSessions("p1", life))).map(({ id }) => id);
      expect(await ids()).toEqual(["s1", "s2", "s3"]);
      expect(await ids({ ...LIFE, seenAfter: NOW })).toEqual(["s1"]);
      expect(await ids({ ...LIFE, startedAfter: NOW })).toEqual([]);
      expect(await store.write(() => endSession("other", "s2"))).toBe(false);
      expect(await store.write(() => endSession("p1", "s2"))).toBe(true);
      expect(await store.write(() => endSessionsOf("p1", "s1"))).toBe(1);
      expect(await ids()).toEqual(["s1"]);
      await write(() => purgeSessions({ ...LIFE, startedAfter: NOW }));
      expect(await ids()).toEqual([]);
      await expect.poll(() => signals.filter((one) => one !== undefined)).toEqual(["access s2", "access s3"]);
      stop();
    });
  });

  describe("the audit log", () => {
    const verify = () =>
      store.read(function* () {
        return yield* checkEnd(yield* checkChain(CHAIN_START, 1000));
      });
    const add = (action: string) =>
      store.write(() => addAuditEntry({ who: jim, action, subject: "x", after: {} }, NOW));

    it("is one chain, also of entries that are written at once", async () => {
      await Promise.all(["a", "b", "c", "d", "e"].map(add));
      expect((await verify()).fault).toBeUndefined();
      const entries = await store.read(() => listAuditEntries({ limit: 2 }));
      expect(entries.map(({ seq }) => seq)).toEqual([5, 4]);
      const after = await store.read(() => listAuditEntries({ limit: 9, afterSeq: 3, whoId: "p1" }));
      expect(after.map(({ seq }) => seq)).toEqual([4, 5]);
      expect(await store.read(() => listAuditEntries({ limit: 9, action: "c" }))).toMatchObject([{ who: jim }]);
    });

    it("is read by a span of time, also where the clocks of two nodes are apart", async () => {
      const at = (minutes: number) => NOW + minutes * 60_000;
      for (const minutes of [0, 300, 290, 310, 900]) {
        await write(() => addAuditEntry({ who: jim, action: "a", subject: "x" }, at(minutes)));
      }
      const within = async (filter: { from?: number; to?: number; beforeSeq?: number }) =>
        (await store.read(() => listAuditEntries({ limit: 9, ...filter }))).map(({ seq }) => seq);
      expect(await within({ from: at(295) })).toEqual([5, 4, 2]);
      expect(await within({ to: at(295) })).toEqual([3, 1]);
      expect(await within({ from: at(280), to: at(305) })).toEqual([3, 2]);
      expect(await within({ from: at(280), to: at(901), beforeSeq: 5 })).toEqual([4, 3, 2]);
      expect(await within({ from: at(901) })).toEqual([]);
    });

    it("has no entry of a transaction that failed", async () => {
      const failing = store.write(function* () {
        yield* addAuditEntry({ who: jim, action: "a", subject: "x" }, NOW);
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      await add("b");
      expect([(await verify()).head.seq, (await verify()).fault]).toEqual([1, undefined]);
    });
  });

  describe("an extension's calls", () => {
    it("are those that reached it, the newest first, page by page", async () => {
      const at = (id: string, startedAt: number, extension: string, connectionId = "pbx") =>
        aCall({
          id: toCallId(id),
          pbxCallId: id,
          connectionId,
          startedAt,
          legs: [{ legId: "1", extension: toExtensionNumber(extension) }],
        });
      const calls = [at("c1", 1, "1001"), at("c2", 2, "1002"), at("c3", 3, "1001"), at("c4", 3, "1001")];
      for (const call of [...calls, at("c5", 9, "1001", "other")]) await write(() => saveCall(call, false, undefined));
      await write(() => saveCall({ ...calls[0], startedAt: 5 } as never, false, undefined));
      const own = [{ connectionId: "pbx", number: "1001" }];
      const list = async (filter: object, of = own) =>
        (await store.read(() => listCalls({ limit: 2, ...filter, own: of }))).map(({ id }) => id);
      expect(await list({})).toEqual(["c1", "c4"]);
      expect(await list({ before: 3, beforeId: "c4" })).toEqual(["c3"]);
      expect(await list({ limit: 9 }, [...own, { connectionId: "pbx", number: "1002" }])).toEqual([
        "c1",
        "c4",
        "c3",
        "c2",
      ]);
    });
  });
}

function aSession(id: string) {
  return { id, personId: "p1", startedAt: NOW - 1, seenAt: NOW - 1, address: "192.0.2.1", browser: "test" };
}
