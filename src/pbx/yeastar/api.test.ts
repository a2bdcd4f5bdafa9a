import { expect, it } from "vitest";
import { createApi } from "./api.ts";
import type { ApiRequest, YeastarClient } from "./client.ts";
import { YeastarFault } from "./faults.ts";
import { yeastarSettingsSchema } from "./settings.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import { extensionRowSchema } from "./wire.ts";

const MINUTE = 60_000;

/** A PBX that answers with `code` to a log-in that it does not know. */
function setUp(code: number, words = "") {
  const known = new Set<string>();
  const asked: string[] = [];
  const clock = { now: 1_790_000_000_000 };
  const failing = { times: 0 };
  let given = 0;
  const client: Pick<YeastarClient, "ask"> = {
    async ask({ path, token = "" }: ApiRequest, schema) {
      asked.push(path);
      if (path === "get_token") {
        known.add(`access-${++given}`);
        return schema.parse({ errcode: 0, access_token: `access-${given}`, refresh_token: `refresh-${given}` });
      }
      if (path === "refresh_token") throw new YeastarFault(path, code, words);
      if (!known.has(token)) throw new YeastarFault(path, code, words);
      if (path === "del_token") known.delete(token);
      else if (failing.times-- > 0) throw new YeastarFault(path, code, words);
      return schema.parse({ errcode: "0", total_number: "1", data: [{ number: 2001 }] });
    },
  };
  const settings = yeastarSettingsSchema.parse({ baseUrl: "http://pbx.example", clientId: "c", clientSecret: "s" });
  const shared = { read: async () => undefined, write: async () => undefined };
  const keeper = createTokenKeeper(settings, client, shared, () => clock.now);
  const api = createApi(client as YeastarClient, keeper);
  return { asked, known, clock, failing, list: () => api.list({ path: "extension/list" }, extensionRowSchema) };
}

it.each([10_004, 70_086])("a log-in that the PBX has forgotten (%i) is replaced by another", async (code) => {
  const { list, known, clock } = setUp(code);
  await list();
  known.clear();
  clock.now += 6 * MINUTE;
  expect((await list()).rows).toHaveLength(1);
  expect(known.size).toBe(1);
});

it("a log-in of which the PBX says in words that it does not know it is replaced at once", async () => {
  const { list, known } = setUp(70_086, "INVALID TOKEN");
  await list();
  known.clear();
  expect((await list()).rows).toHaveLength(1);
});

it("a code that no document names makes no log-in of a young one, so that they are not used up", async () => {
  const { list, known, asked } = setUp(70_086);
  await list();
  known.clear();
  await expect(list()).rejects.toMatchObject({ code: "PBX_UNREACHABLE" });
  expect(asked.filter((path) => path === "get_token")).toHaveLength(1);
});

it("a log-in that is only doubted is given back, so that none is left over", async () => {
  const { list, known, clock, failing } = setUp(70_086);
  await list();
  clock.now += 6 * MINUTE;
  failing.times = 1;
  expect((await list()).rows).toHaveLength(1);
  expect([...known]).toEqual(["access-2"]);
});
