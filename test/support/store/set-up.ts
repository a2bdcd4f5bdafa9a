import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, toCallId, toExtensionNumber } from "../../../src/domain/index.ts";
import {
  addApiToken,
  addOauthState,
  addTemplateRevision,
  eraseRefusedPosts,
  findApiToken,
  findCallLink,
  findContactsByKey,
  findIntegration,
  findNextLookupDue,
  findOverdueLookups,
  findTemplate,
  findTokens,
  keepRefusedPost,
  listApiTokens,
  listAssociations,
  listConnectionNotices,
  listContacts,
  listExtensions,
  listFields,
  listHelpdeskUsers,
  listIntegrations,
  listRefusedPosts,
  listTemplates,
  type RefusedPost,
  removeExtension,
  replaceAssociations,
  replaceHelpdeskUsers,
  revokeApiToken,
  type Store,
  saveCall,
  saveCallLink,
  saveConnectionNotice,
  saveContact,
  saveExtension,
  saveField,
  saveIntegration,
  saveTokens,
  setAttention,
  takeOauthState,
} from "../../../src/store/index.ts";
import { aCall, aContact, NOW, seed } from "./seed.ts";

/** What every store promises of set-up, people and credentials. */
export function setUpSuite(open: () => Store | Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
    await seed(store);
  });
  afterEach(() => store.close());

  describe("refused posts", () => {
    const aPost = (at: number, fate: RefusedPost["fate"]): RefusedPost => {
      return {
        at,
        fate,
        method: "POST",
        address: "/",
        from: "::1",
        contentType: "",
        bytes: 0,
        body: "\u0000",
        reasons: [],
      };
    };

    it("are the newest of each fate, also when several are kept at once, and nobody's without a connection", async () => {
      await store.write(() => saveConnectionNotice("pbx", { key: "alert", kind: "alert", at: NOW, body: {} }));
      await Promise.all(
        [1, 2, 3, 4, 5, 6, 7].map((at) => store.write(() => keepRefusedPost("pbx", aPost(at, "unproven")))),
      );
      await store.write(() => keepRefusedPost("pbx", aPost(0, "refused")));
      await store.write(() => keepRefusedPost("nobody", aPost(0, "refused")));
      const kept = await store.read(() => listRefusedPosts("pbx"));
      expect(kept.map(({ at }) => at)).toEqual([7, 6, 5, 4, 3, 0]);
      expect(kept[5]).toEqual(aPost(0, "refused"));
      expect((await store.read(() => listConnectionNotices("pbx", 10))).map(({ kind }) => kind)).toEqual(["alert"]);
      await store.write(eraseRefusedPosts);
      expect(await store.read(() => listRefusedPosts("pbx"))).toEqual([]);
    });
  });

  describe("contacts", () => {
    const found = async (key: string, integration = "one") =>
      (await store.read(() => findContactsByKey(integration, key))).map(({ contact }) => contact.name);

    it("are found by each of their numbers, in their own integration only", async () => {
      await store.write(() => saveContact("one", aContact(), ["+66812345678", "+6621234567"], NOW));
      expect(await found("+66812345678")).toEqual(["Somchai"]);
      expect(await found("+6621234567")).toEqual(["Somchai"]);
      expect(await found("+66812345678", "two")).toEqual([]);
    });

    it("read anew replace what they were, and are no longer found by numbers they have lost", async () => {
      await store.write(() => saveContact("one", aContact(), ["old", "kept"], NOW));
      await store.write(() => saveContact("one", aContact({ name: "Somsri" }), ["kept", "new", "new"], NOW + 1));
      expect([await found("old"), await found("kept"), await found("new")]).toEqual([[], ["Somsri"], ["Somsri"]]);
      expect(await store.read(() => listContacts("one", 10))).toMatchObject([{ fetchedAt: NOW + 1 }]);
    });

    it("of different types may share an id and a number", async () => {
      await store.write(() => saveContact("one", aContact(), ["n"], NOW));
      await store.write(() => saveContact("one", aContact({ type: "leads", name: "Lead" }), ["n"], NOW));
      expect((await found("n")).sort()).toEqual(["Lead", "Somchai"]);
    });
  });

  describe("call links", () => {
    it("keep what an integration knows of a call, and tell which look-ups are overdue", async () => {
      await store.write(() => saveCall(aCall(), false, undefined));
      const link = { callId: toCallId("c1"), integrationId: "one", ticketMadeBefore: false } as const;
      await store.write(() => saveCallLink({ ...link, match: { state: "pending" }, lookupDueAt: NOW + 10 }));
      expect(await store.read(findNextLookupDue)).toBe(NOW + 10);
      expect(await store.read(() => findOverdueLookups(NOW + 9, 10))).toEqual([]);
      expect(await store.read(() => findOverdueLookups(NOW + 10, 10))).toHaveLength(1);
      const known = {
        ...link,
        match: { state: "unknown" },
        contactId: "7",
        ticketId: "9",
        ticketMadeBefore: true,
      } as const;
      await store.write(() => saveCallLink(known));
      expect(await store.read(() => findCallLink("c1", "one"))).toEqual(known);
      expect(await store.read(findNextLookupDue)).toBeUndefined();
    });
  });

  describe("token sets", () => {
    const save = (sealed: string, expected: number) =>
      store.write(() => saveTokens("one", sealed, undefined, expected));

    it("are saved only over the version that was read", async () => {
      expect(await save("early", 1)).toBe(false);
      expect(await save("first", 0)).toBe(true);
      expect(await save("first again", 0)).toBe(false);
      expect(await save("second", 1)).toBe(true);
      expect(await save("late", 1)).toBe(false);
      expect(await store.read(() => findTokens("one"))).toEqual({ sealed: "second", version: 2 });
    });

    it("refreshed by several at once are kept from one of them", async () => {
      await save("first", 0);
      const results = await Promise.all(["a", "b", "c"].map((sealed) => save(sealed, 1)));
      expect(results).toEqual([true, false, false]);
      expect(await store.read(() => findTokens("one"))).toEqual({ sealed: "a", version: 2 });
    });
  });

  describe("authorisations under way", () => {
    const take = (state: string, now: number) => store.write(() => takeOauthState(state, now));

    it("are good once", async () => {
      await store.write(() => addOauthState("s", "one", "sealed", NOW + 10));
      expect(await take("s", NOW)).toEqual({ integrationId: "one", sealed: "sealed" });
      expect(await take("s", NOW)).toBeUndefined();
    });

    it("are no good after their time, nor when they were never begun", async () => {
      await store.write(() => addOauthState("s", "one", "sealed", NOW + 10));
      expect(await take("other", NOW)).toBeUndefined();
      expect(await take("s", NOW + 10)).toBeUndefined();
      expect(await take("s", NOW)).toBeUndefined();
    });

    it("are cleared away when others are taken after their time", async () => {
      await store.write(() => addOauthState("old", "one", "sealed", NOW + 10));
      await take("other", NOW + 10);
      expect(await take("old", NOW)).toBeUndefined();
    });
  });

  describe("API tokens", () => {
    it("are found by their hash until they are revoked", async () => {
      const token = { id: "t1", name: "PBX", scopes: ["events"], createdAt: NOW };
      await store.write(() => addApiToken(token, "hash"));
      expect(await store.read(() => findApiToken("hash"))).toEqual(token);
      expect(await store.read(() => findApiToken("other"))).toBeUndefined();
      expect(await store.write(() => revokeApiToken("t1", NOW))).toBe(true);
      expect(await store.write(() => revokeApiToken("t1", NOW))).toBe(false);
      expect(await store.read(() => findApiToken("hash"))).toBeUndefined();
      expect(await store.read(listApiTokens)).toEqual([]);
    });

    it("never share a hash", async () => {
      const token = { id: "t1", name: "PBX", scopes: [], createdAt: NOW };
      await store.write(() => addApiToken(token, "hash"));
      await expect(store.write(() => addApiToken({ ...token, id: "t2" }, "hash"))).rejects.toThrow();
    });
  });

  describe("templates", () => {
    const upload = (xml: string) =>
      store.write(() => addTemplateRevision({ key: "desk", name: "Desk", xml, hash: xml }, NOW));

    it("get a new revision for new text only, and keep the old ones", async () => {
      expect((await upload("<b/>")).revision).toBe(2);
      expect((await upload("<b/>")).revision).toBe(2);
      expect((await upload("<c/>")).revision).toBe(3);
      expect(await store.read(() => findTemplate("desk"))).toMatchObject({ revision: 3, xml: "<c/>" });
      expect(await store.read(() => findTemplate("desk", 1))).toMatchObject({ xml: "<a/>" });
      expect(await store.read(() => findTemplate("desk", 9))).toBeUndefined();
      expect((await store.read(listTemplates)).map(({ revision }) => revision)).toEqual([3]);
    });

    it("uploaded by several at once get a revision each", async () => {
      const made = await Promise.all(["<b/>", "<c/>", "<b/>"].map(upload));
      expect(made.map(({ revision }) => revision)).toEqual([2, 3, 4]);
    });
  });

  describe("integrations", () => {
    it("keep what needs a person when they are set up again, and say whether it is news", async () => {
      const attend = (text: string | null) => store.write(() => setAttention("one", text));
      expect([await attend("Connect again"), await attend("Connect again")]).toEqual([true, false]);
      const base = { id: "one", connectionId: "pbx", templateKey: "desk", templateRevision: 1, enabled: false };
      await store.write(() => saveIntegration({ ...base, settings: DEFAULT_SETTINGS }, NOW));
      expect(await store.read(() => findIntegration("one"))).toMatchObject({
        attention: "Connect again",
        enabled: false,
      });
      expect([await attend(null), await attend(null)]).toEqual([true, false]);
      expect(await store.read(() => findIntegration("one"))).not.toHaveProperty("attention");
      expect((await store.read(listIntegrations)).map(({ id }) => id)).toEqual(["one", "two"]);
    });

    it("cannot be made of a connection or template revision that is not there", async () => {
      const base = { id: "x", connectionId: "pbx", templateKey: "desk", templateRevision: 1, enabled: true };
      const save = (more: object) =>
        store.write(() => saveIntegration({ ...base, ...more, settings: DEFAULT_SETTINGS }, NOW));
      await expect(save({ connectionId: "nowhere" })).rejects.toThrow();
      await expect(save({ templateRevision: 7 })).rejects.toThrow();
    });

    it("hold each field once, in the clear or sealed", async () => {
      await store.write(() => saveField("one", { name: "token", value: "clear" }));
      await store.write(() => saveField("one", { name: "token", sealed: "v1.x" }));
      await store.write(() => saveField("one", { name: "address", value: "" }));
      expect(await store.read(() => listFields("one"))).toEqual([
        { name: "address", value: "" },
        { name: "token", sealed: "v1.x" },
      ]);
    });

    it("keep users, associations and extensions as they were given last", async () => {
      const user = (userId: string, name: string) => ({ userId, name, email: "" });
      await store.write(() => replaceHelpdeskUsers("one", [user("1", "B"), user("2", "A"), user("1", "C")]));
      await store.write(() => replaceHelpdeskUsers("one", [user("2", "Z"), user("3", "A")]));
      expect((await store.read(() => listHelpdeskUsers("one"))).map(({ userId }) => userId)).toEqual(["3", "2"]);
      const extension = toExtensionNumber("1001");
      const pair = { extension, userId: "2", origin: "manual" } as const;
      await store.write(() => replaceAssociations("one", [pair]));
      expect(await store.read(() => listAssociations("one"))).toEqual([pair]);
      await store.write(() => saveExtension("pbx", { number: extension, name: "A", email: "a@x" }));
      await store.write(() => saveExtension("pbx", { number: extension, name: "B", email: "b@x" }));
      expect(await store.read(() => listExtensions("pbx"))).toEqual([{ number: extension, name: "B", email: "b@x" }]);
      await store.write(() => removeExtension("pbx", extension));
      expect(await store.read(() => listExtensions("pbx"))).toEqual([]);
    });
  });
}
