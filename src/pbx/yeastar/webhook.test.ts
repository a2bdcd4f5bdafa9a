import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../../base/index.ts";
import { createYeastarWebhook } from "./webhook.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const AT = 1_790_000_001_000;

const states = {
  call_id: "1790000000.41",
  members: [
    { inbound: { from: "+442070000111", to: "+442070000999", channel_id: "T", member_status: "ALERT" } },
    { extension: { number: "2001", channel_id: "P", member_status: "RING" } },
  ],
};

function setUp(secrets = ["another-secret", SECRET]) {
  const webhook = createYeastarWebhook({
    settings: { webhookSecrets: secrets.map((one) => new Secret(one)) },
    zone: "UTC",
    isExtension: (number) => number === "2001",
  });
  const post = (
    content: unknown,
    change: { signature?: string | undefined; method?: string; receivedAt?: number; eventType?: number } = {},
  ) => {
    const body = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
    const signature = createHmac("sha256", SECRET).update(body).digest("base64");
    return webhook.read({ method: "POST", body, signature, receivedAt: AT, ...change });
  };
  return { post };
}

describe("a webhook", () => {
  it.each([
    ["msg as text", { type: 30011, sn: "x", msg: JSON.stringify(states) }],
    ["msg as an object", { type: 30011, sn: "x", msg: states }],
    ["a flat body", states],
  ])("takes %s, signed with any of its secrets", (_shape, body) => {
    const { events } = setUp().post(body);
    expect(events.map(({ kind }) => kind)).toEqual(["started", "ringing"]);
  });

  it("gives the same keys when a request is replayed later", () => {
    const { post } = setUp();
    const first = post(states);
    const again = post(states, { receivedAt: AT + 60_000 });
    expect(again.events.map(({ key }) => key)).toEqual(first.events.map(({ key }) => key));
  });

  it("refuses what is not signed, signed wrongly or changed after it was signed", () => {
    const { post } = setUp();
    const other = createHmac("sha256", "no").update(JSON.stringify(states)).digest("base64");
    for (const signature of [undefined, "", "x", other]) {
      expect(() => post(states, { signature })).toThrow(expect.objectContaining({ code: "AUTH_FAILED" }));
    }
    const signature = createHmac("sha256", SECRET).update(JSON.stringify(states)).digest("base64");
    expect(() => post({ ...states, call_id: "1790000000.42" }, { signature })).toThrow("fits none of the secrets");
  });

  it("refuses all when no secret is named", () => {
    expect(() => setUp([]).post(states)).toThrow("names no webhook secret");
  });

  it("refuses a GET, which has nothing to sign", () => {
    expect(() => setUp().post(states, { method: "GET" })).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  it("says why it did not understand a body, and takes it", () => {
    expect(setUp().post("hello")).toMatchObject({ events: [], problem: expect.stringContaining("is not JSON") });
  });

  it("sums a call up as its legs come, and tells nothing of a menu's alone", () => {
    const { post } = setUp();
    const leg = (to: string, fields: object = {}) => ({
      type: 30012,
      sn: "x",
      msg: {
        call_id: "1790000000.41",
        time_start: "2026-09-21 14:13:20",
        call_from: "+442070000111",
        call_to: to,
        call_duration: 20,
        talk_duration: 10,
        status: "ANSWERED",
        type: "Inbound",
        ...fields,
      },
    });
    expect(post(leg("6500")).events).toEqual([]);
    expect(post(leg("2001")).events).toMatchObject([{ kind: "summary", disposition: "answered", extension: "2001" }]);
  });

  it("takes a flat body for the event that its address names", () => {
    const { post } = setUp();
    expect(post({ extension: "2001", status: "idle" }, { eventType: 30_009 }).notices).toMatchObject([
      { kind: "presence" },
    ]);
    expect(post({ extension: "2001", status: "idle" }).notices).toMatchObject([{ kind: "extension-state" }]);
  });

  it("hands on notices", () => {
    expect(setUp().post({ type: 30040, sn: "x", msg: { summary: "<p>…</p>" } }).notices).toMatchObject([
      { kind: "ai-summary", at: AT },
    ]);
  });
});
