import { afterEach, expect, test } from "vitest";
import { openRequestTracker, type RequestTracker, RT_TOKEN } from "./request-tracker.ts";

let rt: RequestTracker;
afterEach(() => rt.close());

interface List {
  readonly total: number;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next_page?: string;
}

async function ask(path: string, body?: unknown, method = body === undefined ? "GET" : "POST"): Promise<Response> {
  return fetch(path.startsWith("http") ? path : `${rt.address}/REST/2.0${path}`, {
    method,
    headers: { authorization: `token ${RT_TOKEN}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function search(field: string, value: string, query = "fields=RealName"): Promise<List> {
  const answer = await ask(`/users?${query}`, [{ field, operator: "LIKE", value }]);
  return (await answer.json()) as List;
}

test("a condition on a field that may not be searched is passed over and everybody comes back", async () => {
  rt = await openRequestTracker();
  expect((await search("WorkPhone", "081-234")).total).toBe(9);
  expect((await search("CustomField.{No Such}", "0812345678")).total).toBe(9);
  expect((await search("CustomField.{Phone Digits}", "0812345678")).total).toBe(1);
});

test("an API user without AdminUsers may search telephone numbers and not see them, nor make users", async () => {
  rt = await openRequestTracker({ adminUsers: false });
  const { items } = await search("WorkPhone", "081-234", "fields=WorkPhone,CustomFields");
  expect(items).toMatchObject([
    { id: "kanda@cust.example", WorkPhone: "", CustomFields: [{ values: ["0812345678"] }] },
  ]);
  const answer = await ask("/user", { Name: "x" });
  expect([answer.status, await answer.json()]).toEqual([400, { message: "Permission Denied" }]);
});

test("the next page of a posted search has lost the search", async () => {
  rt = await openRequestTracker();
  const first = await search("EmailAddress", "@cust.example", "fields=RealName&per_page=2");
  expect(first.total).toBe(5);
  const second = (await (await ask(first.next_page ?? "")).json()) as List;
  expect(second.total).toBe(9);
});

test("a list's id is the name, unless the number is asked for as a field", async () => {
  rt = await openRequestTracker();
  const withNumber = await search("RealName", "กานดา", "fields=id");
  expect(withNumber.items[0]?.id).toBe(24);
  expect((await search("RealName", "กานดา")).items[0]?.id).toBe("kanda@cust.example");
});

test("a refused change answers 200, and only the sentence tells", async () => {
  rt = await openRequestTracker();
  const ticket = { Queue: "Phone", Subject: "S", Content: "x", ContentType: "text/plain", Owner: "agent1001" };
  expect((await ask("/ticket", ticket)).status).toBe(201);
  const change = await ask("/ticket/1", { Status: "nosuch", Owner: "agent1002", Subject: "T" }, "PUT");
  expect(change.status).toBe(200);
  expect(await change.json()).toEqual([
    "Ticket 1: You can only reassign tickets that you own or that are unowned",
    "Ticket 1: Status 'nosuch' isn't a valid status for this ticket.",
    "Ticket 1: Subject changed from 'S' to 'T'",
  ]);
  expect(await (await ask("/ticket/1", { Subject: "T" }, "PUT")).json()).toEqual([]);
});

test("a text needs its content type, a queue must exist, an owner need not", async () => {
  rt = await openRequestTracker();
  const text = { Content: "x", ContentType: "text/plain" };
  expect((await ask("/ticket", { Queue: "Phone", Content: "x" })).status).toBe(400);
  expect((await ask("/ticket", { Queue: "Nowhere", ...text })).status).toBe(403);
  expect((await ask("/ticket", { Queue: "Phone", Owner: "ghost", ...text })).status).toBe(201);
  expect(rt.state.tickets[0]?.Owner).toBe("Nobody");
  expect((await ask("/ticket/1/comment", { Content: "y" })).status).toBe(400);
  expect((await ask("/ticket/1/comment", { ...text, Content: "y" })).status).toBe(201);
  expect(rt.state.tickets[0]?.texts).toEqual(["x", "y"]);
});

test("every answer ends its connection, and a wrong token is refused without WWW-Authenticate", async () => {
  rt = await openRequestTracker();
  const answer = await fetch(`${rt.address}/REST/2.0/users`, { headers: { authorization: "token no" } });
  expect([answer.status, answer.headers.get("www-authenticate"), answer.headers.get("connection")]).toEqual([
    401,
    null,
    "close",
  ]);
});
