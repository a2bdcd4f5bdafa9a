import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../base/index.ts";
import {
  acceptEvents,
  keepRefusedPost,
  openSqliteStore,
  type RefusedPost,
  type Store,
  saveConnection,
} from "../../store/index.ts";
import { findPostTrouble } from "./post-trouble.ts";

const NOW = 1_790_000_000_000;
let store: Store;
beforeEach(async () => {
  store = openSqliteStore(":memory:");
  for (const id of ["pbx", "another"]) {
    await store.write(() => saveConnection({ id, name: id, kind: "generic", zone: "UTC" }, NOW));
  }
});
afterEach(() => store.close());

const refuse = (ago: number, fate: RefusedPost["fate"] = "refused") =>
  store.write(() =>
    keepRefusedPost("pbx", {
      at: NOW - ago,
      fate,
      method: "POST",
      address: "/",
      from: "::1",
      contentType: "",
      bytes: 0,
      reasons: [{ path: "events[0]", message: "no" }],
    }),
  );
const take = (ago: number, connection = "pbx") => {
  const event = { key: "1", kind: "ended", occurredAt: NOW, pbxCallId: "1" } as const;
  return store.write(() => acceptEvents(connection, [event], NOW - ago, "node"));
};
const trouble = () => store.read(() => findPostTrouble("pbx", NOW));
const TROUBLE = "What the PBX posts is refused: events[0]: no";

describe("trouble with what a PBX posts", () => {
  it("is there when the last post was refused and nothing came since, for a day", async () => {
    expect(await trouble()).toBeUndefined();
    await refuse(25 * HOUR);
    expect(await trouble()).toBeUndefined();
    await refuse(3 * HOUR, "unproven");
    await take(1, "another");
    expect(await trouble()).toBe(TROUBLE);
    await take(2 * HOUR);
    expect(await trouble()).toBeUndefined();
  });

  it("is there also while other posts are taken, when one had problems within the hour", async () => {
    await refuse(30 * MINUTE);
    await take(MINUTE);
    expect(await trouble()).toBe(TROUBLE);
  });

  it("is none that strangers make, or posts that nobody needs", async () => {
    await refuse(30 * MINUTE, "unproven");
    await refuse(MINUTE, "not-understood");
    await take(2 * MINUTE);
    expect(await trouble()).toBeUndefined();
  });
});
