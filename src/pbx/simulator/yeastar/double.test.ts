import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openYeastarDouble, type YeastarDouble } from "./double.ts";
import { YEASTAR_SCRIPTS } from "./scripts.ts";

const START = 1_790_000_000_000;
let now: number;
let pbx: YeastarDouble;

beforeEach(async () => {
  now = START;
  pbx = await openYeastarDouble({ now: () => now, speed: Number.POSITIVE_INFINITY, zone: "Europe/London" });
});
afterEach(() => pbx.close());

async function ask(path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${pbx.baseUrl}/openapi/v1.0/${path}`, {
    method: body ? "POST" : "GET",
    headers: { "user-agent": "test" },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

const logIn = () => ask("get_token", { username: pbx.clientId, password: pbx.clientSecret });
const logInWrongly = () => ask("get_token", { username: pbx.clientId, password: "no" });

describe("tokens of the double", () => {
  it("live 30 minutes, and refresh tokens a day and once", async () => {
    const first = await logIn();
    expect(first).toMatchObject({ errcode: 0, access_token_expire_time: 1800, refresh_token_expire_time: 86_400 });
    now += 1801 * 1000;
    expect(await ask(`extension/list?access_token=${first.access_token}`)).toMatchObject({ errcode: 10_004 });
    const second = await ask("refresh_token", { refresh_token: first.refresh_token });
    expect(second).toMatchObject({ errcode: 0 });
    expect(await ask("refresh_token", { refresh_token: first.refresh_token })).toMatchObject({ errcode: 10_004 });
    expect(await ask(`extension/list?access_token=${second.access_token}`)).toMatchObject({ errcode: 0 });
  });

  it("are eight, until one is given back or ends", async () => {
    const tokens = [];
    for (let count = 0; count < 8; count++) tokens.push((await logIn()).access_token);
    expect(await logIn()).toMatchObject({ errcode: 60_002 });
    expect(await ask(`del_token?access_token=${tokens[0]}`)).toMatchObject({ errcode: 0 });
    expect(await logIn()).toMatchObject({ errcode: 0 });
    now += 1801 * 1000;
    expect(await logIn()).toMatchObject({ errcode: 0 });
  });

  it("are not given to a blocked address, be the secret right", async () => {
    for (let count = 0; count < 5; count++) await logInWrongly();
    expect(await logIn()).toMatchObject({ errcode: 70_004 });
    pbx.tokens.unblock();
    expect(await logIn()).toMatchObject({ errcode: 0 });
  });
});

describe("requests to the double", () => {
  it("without a User-Agent are refused", async () => {
    const socket = connect(Number(new URL(pbx.baseUrl).port), "127.0.0.1");
    socket.write("GET /openapi/v1.0/system/information HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    let text = "";
    for await (const chunk of socket) text += chunk;
    expect(text).toContain('"errcode":10005');
  });

  it("to an interface that is not there are told so with status 200", async () => {
    const { access_token: token } = await logIn();
    expect(await ask(`nothing/list?access_token=${token}`)).toMatchObject({ errcode: 10_001 });
  });

  it("give lists in pages, without members that are not set", async () => {
    const { access_token: token } = await logIn();
    const answer = await ask(`extension/list?access_token=${token}&page=2&page_size=2`);
    expect(answer).toMatchObject({ total_number: 3, data: [{ number: "1003", caller_id_name: "Chai" }] });
    expect((answer.data as object[])[0]).not.toHaveProperty("email_addr");
  });

  it("for live calls are not found while there are none", async () => {
    const { access_token: token } = await logIn();
    expect(await ask(`call/query?access_token=${token}&type=inbound`)).toEqual({
      errcode: 60_001,
      errmsg: "DATA NOT FOUND",
    });
  });

  it("for records take seconds or the times of the PBX's clocks", async () => {
    const { access_token: token } = await logIn();
    await pbx.place("missed");
    const search = (from: string, to: string) =>
      ask(`cdr/search?access_token=${token}&start_time=${encodeURIComponent(from)}&end_time=${encodeURIComponent(to)}`);
    const found = { total_number: 1, data: [{ disposition: "NO ANSWER", call_to: "1001", dst_trunk: " " }] };
    expect(await search("1789999999", "1790000001")).toMatchObject(found);
    expect(await search("2026/09/21 15:13:00", "2026/09/21 15:14:00")).toMatchObject(found);
    expect(await search("1790000100", "1790000200")).toMatchObject({ total_number: 0 });
    expect(await search("yesterday", "today")).toMatchObject({ errcode: 40_002 });
  });
});

describe("calls of the double", () => {
  it.each(Object.keys(YEASTAR_SCRIPTS))("%s leave at least one leg, all of one id", async (name) => {
    const callId = await pbx.place(name);
    expect(pbx.state.rows.length).toBeGreaterThan(0);
    expect(new Set(pbx.state.rows.map((row) => row.call_id))).toEqual(new Set([callId]));
    expect(pbx.state.live.size).toBe(0);
  });

  it("through a menu leave a leg that says ANSWERED though nobody did", async () => {
    await pbx.place("menu-gives-up");
    expect(pbx.state.rows).toMatchObject([{ call_to: "6500", disposition: "ANSWERED", record_file: " " }]);
  });

  it("through a queue repeat the agent's talk in the queue's leg", async () => {
    await pbx.place("queue");
    expect(pbx.state.rows.map((row) => [row.call_to, row.disposition, row.talk_duration])).toEqual([
      ["6400", "ANSWERED", 30],
      ["1002", "NO ANSWER", 0],
      ["1003", "NO ANSWER", 0],
      ["1001", "ANSWERED", 30],
    ]);
  });

  it("are pushed to webhooks, each with its own events, secret and shape", async () => {
    const posts: { path: string; signature: string; body: string }[] = [];
    const receiver = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      posts.push({ path: request.url ?? "", signature: String(request.headers["x-signature"]), body });
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    pbx.setWebhooks([
      { url: `${url}/states`, secret: "one", events: [30_011], shape: "object" },
      { url: `${url}/ends`, secret: "two", events: [30_012], shape: "flat" },
    ]);
    await pbx.place("missed");
    await new Promise((resolve) => receiver.close(resolve));
    const states = posts.filter(({ path }) => path === "/states");
    const ends = posts.filter(({ path }) => path === "/ends");
    expect(states.length).toBeGreaterThan(2);
    expect(JSON.parse(states[0]?.body ?? "")).toMatchObject({ type: 30_011, msg: { members: expect.any(Array) } });
    expect(ends).toHaveLength(1);
    expect(JSON.parse(ends[0]?.body ?? "")).toMatchObject({ type: "Inbound", time_start: "2026-09-21 15:13:20" });
    const sign = (secret: string, body = "") => createHmac("sha256", secret).update(body).digest("base64");
    expect(states[0]?.signature).toBe(sign("one", states[0]?.body));
    expect(ends[0]?.signature).toBe(sign("two", ends[0]?.body));
  });

  it("can be hung up by a channel", async () => {
    const { access_token: token } = await logIn();
    const call = pbx.place("answered", { speed: 1 }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const live = await ask(`call/query?access_token=${token}&type=inbound`);
    const text = JSON.stringify(live);
    const channel = /"channel_id":"([^"]+)"/.exec(text)?.[1];
    expect(await ask(`call/hangup?access_token=${token}`, { channel_id: channel })).toMatchObject({ errcode: 0 });
    expect(await ask(`call/query?access_token=${token}&type=inbound`)).toMatchObject({ errcode: 60_001 });
    expect(await call).toBeDefined();
  });
});
