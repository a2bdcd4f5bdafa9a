import { afterEach, beforeEach, expect, test } from "vitest";
import { createDemoHelpdesk, type DemoHelpdesk, listJournal } from "./index.ts";

let helpdesk: DemoHelpdesk;
beforeEach(async () => {
  helpdesk = await createDemoHelpdesk();
});
afterEach(() => helpdesk.close());

/** The members of answers that these tests look at; each answer has some of them. */
interface Body {
  readonly users: readonly { readonly name: string; readonly role: string }[];
  readonly meta: { readonly has_more: boolean; readonly after_cursor: string | null };
  readonly identities: readonly { readonly value: string }[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly error: string;
}

interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { accessToken } = helpdesk.oauth.issue();
  const answer = await fetch(helpdesk.address + path, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body, headers: answer.headers };
}

function contactId(name: string): number {
  return helpdesk.state.users.find((user) => user.name.includes(name))?.id ?? 0;
}

test("users come in pages by cursor, only of the roles asked for", async () => {
  const path = "/api/v2/users?role%5B%5D=agent&role%5B%5D=admin&page%5Bsize%5D=2";
  const first = await call("GET", path);
  expect(first.body.users.map((user) => user.role)).toEqual(["admin", "agent"]);
  expect(first.body.meta.has_more).toBe(true);
  const second = await call("GET", `${path}&page%5Bafter%5D=${first.body.meta.after_cursor}`);
  expect(second.body.users).toHaveLength(1);
  expect(second.body.meta.has_more).toBe(false);
  const third = await call("GET", `${path}&page%5Bafter%5D=${second.body.meta.after_cursor}`);
  expect(third.body).toMatchObject({ users: [], meta: { after_cursor: null } });
});

test.each([
  ['role:end-user phone:"+66815550101"', ["กมลชนก แสงทอง"]],
  ['phone:"025550102"', ["กมลชนก แสงทอง"]],
  ["role:end-user gigi", ['Grace "Gigi" O\'Hara & Co']],
  ["role:end-user แสงทอง", ["กมลชนก แสงทอง"]],
  ["role:agent gigi", []],
  ['phone:"5550101"', []],
])("a search for %s finds %j", async (query, names) => {
  const { body } = await call("GET", `/api/v2/users/search?query=${encodeURIComponent(query)}`);
  expect(body.users.map((user) => user.name)).toEqual(names);
});

test("further numbers of a user are identities", async () => {
  const { body } = await call("GET", `/api/v2/users/${contactId("กมลชนก")}/identities`);
  expect(body.identities.map((identity) => identity.value)).toEqual(["+66 81 555 0101", "02-555-0102"]);
  expect((await call("GET", "/api/v2/users/1/identities")).status).toBe(404);
});

test("a ticket takes a requester, an agent, tags and an internal comment, and changes later", async () => {
  const requester_id = contactId("Jürgen");
  const assignee_id = contactId("Ben");
  const comment = { body: "rang", public: false };
  const created = await call("POST", "/api/v2/tickets", {
    ticket: { requester_id, assignee_id, subject: "S", tags: ["phone_call"], external_id: "c1", comment },
  });
  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe("/api/v2/tickets/1.json");
  const changed = await call("PUT", "/api/v2/tickets/1", {
    ticket: { status: "solved", metadata: { custom: { entry: "call_journal" } }, comment: { body: "talked" } },
  });
  expect(changed.status).toBe(200);
  const [ticket] = helpdesk.state.tickets;
  expect(ticket).toMatchObject({
    requester_id,
    assignee_id,
    status: "solved",
    external_id: "c1",
    tags: ["phone_call"],
  });
  expect(ticket?.comments.map(({ body, public: isPublic }) => [body, isPublic])).toEqual([
    ["rang", false],
    ["talked", true],
  ]);
  expect(listJournal(helpdesk.state).map((entry) => entry.comment.body)).toEqual(["talked"]);
});

const comment = { body: "x" };
test.each([
  ["a requester that does not exist", { requester_id: 99, comment }, "requester"],
  ["a requester whose id is a text", { requester_id: "1004", comment }, "requester"],
  ["an assignee who is a contact", { assignee_id: 1004, comment }, "assignee"],
  ["no comment", { subject: "S" }, "base"],
  ["an empty comment", { comment: { body: " " } }, "base"],
  ["a status of its own", { status: "done", comment }, "status"],
  ["a group that is no number", { group_id: "x", comment }, "group"],
  ["tags that are no words", { tags: ["two words"], comment }, "tags"],
])("a ticket with %s breaks a rule", async (_, ticket, field) => {
  const { status, body } = await call("POST", "/api/v2/tickets", { ticket });
  expect(status).toBe(422);
  expect(Object.keys(body.details)).toEqual([field]);
  expect(helpdesk.state.tickets).toEqual([]);
});

test("a closed ticket takes no change", async () => {
  await call("POST", "/api/v2/tickets", { ticket: { status: "closed", comment } });
  expect((await call("PUT", "/api/v2/tickets/1", { ticket: { comment } })).status).toBe(422);
});

test.each([
  ["no name", { phone: "1" }],
  ["a number that is no text", { name: "X", phone: 1 }],
  ["another role", { name: "X", role: "admin" }],
  ["an e-mail address that somebody has", { name: "X", email: "grace@ohara.example" }],
])("a contact with %s breaks a rule", async (_, user) => {
  expect((await call("POST", "/api/v2/users", { user })).status).toBe(422);
});

test("a body that is not JSON, or does not say so, is taken for none", async () => {
  expect((await call("POST", "/api/v2/users", '{"user":')).status).toBe(400);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect((await call("POST", "/api/v2/users", { user: { name: "X" } }, form)).status).toBe(400);
});

test("the same idempotency key makes one ticket, and refuses another one", async () => {
  const key = { "idempotency-key": "k1" };
  const first = await call("POST", "/api/v2/tickets", { ticket: { comment } }, key);
  const again = await call("POST", "/api/v2/tickets", { ticket: { comment } }, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("x-idempotency-lookup")).toBe("hit");
  expect((await call("POST", "/api/v2/tickets", { ticket: { comment: { body: "y" } } }, key)).status).toBe(400);
  expect(helpdesk.state.tickets).toHaveLength(1);
});

test("a call without a token, or with a wrong one, is refused in Zendesk's words", async () => {
  const without = await fetch(`${helpdesk.address}/api/v2/users`);
  expect([without.status, await without.json()]).toEqual([401, { error: "Couldn't authenticate you" }]);
  const wrong = await call("GET", "/api/v2/users", undefined, { authorization: "Bearer 00" });
  expect([wrong.status, wrong.body.error]).toEqual([401, "invalid_token"]);
});

test("prepared answers are given in order, and what was asked is kept", async () => {
  helpdesk.answerNext({ status: 429, headers: { "retry-after": "7" }, body: "{}" });
  expect((await call("GET", "/api/v2/users")).headers.get("retry-after")).toBe("7");
  expect((await call("GET", "/api/v2/users")).status).toBe(200);
  expect(helpdesk.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET /api/v2/users",
    "GET /api/v2/users",
  ]);
});
