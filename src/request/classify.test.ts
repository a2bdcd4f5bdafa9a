import { describe, expect, it } from "vitest";
import { classify, readRetryAfter, type SuccessTest, toShortMessage } from "./classify.ts";
import { createRedactor } from "./redact.ts";
import type { Sent } from "./send.ts";

const NOW = Date.UTC(2026, 10, 24, 8, 0, 0);

const plain: SuccessTest = {
  isSuccess: (status) => status >= 200 && status < 300,
  isNotFound: (status) => status === 204 || status === 404,
  findForeign: () => undefined,
  findRefusal: () => undefined,
};

function answer(status: number, body = "", headers: Record<string, string> = {}): Sent {
  return { kind: "answer", status, headers, body, bodyBytes: body.length };
}

const same = (text: string) => text;

function judge(sent: Sent, method: string, reads = false, test = plain, redact = same) {
  return classify(sent, test, { method, reads, now: NOW, redact });
}

const search = (sent: Sent) => judge(sent, "GET", true);
const create = (sent: Sent) => judge(sent, "POST");

describe("an outcome", () => {
  it.each([
    [200, "delivered"],
    [201, "delivered"],
    [204, "delivered"],
    [301, "rejected"],
    [400, "rejected"],
    [401, "rejected"],
    [404, "rejected"],
    [408, "unreachable"],
    [409, "rejected"],
    [422, "rejected"],
    [425, "unreachable"],
    [429, "throttled"],
    [500, "unreachable"],
    [502, "unreachable"],
    [503, "unreachable"],
    [504, "unreachable"],
  ])("of a change that is answered %i is %s", (status, kind) => {
    expect(create(answer(status))).toMatchObject({ kind, status });
  });

  it.each([204, 404])("of a search that is answered %i is that nobody was found", (status) => {
    expect(search(answer(status))).toEqual({ kind: "nothing-found", status });
  });

  it("carries the wait that the helpdesk asks for", () => {
    expect(create(answer(429, "", { "retry-after": "7" }))).toMatchObject({ kind: "throttled", retryAfterMs: 7000 });
    expect(create(answer(503, "", { "retry-after": "1" }))).toMatchObject({ kind: "throttled", retryAfterMs: 1000 });
    expect(create(answer(429))).not.toHaveProperty("retryAfterMs");
  });

  it("of a refusal inside a success is that it was rejected", () => {
    const refusing: SuccessTest = { ...plain, findRefusal: () => "the helpdesk refused: no such owner" };
    const want = { kind: "rejected", status: 200, reason: "the helpdesk refused: no such owner" };
    expect(judge(answer(200, "x"), "PUT", false, refusing)).toEqual(want);
  });

  it("tells the helpdesk's own words", () => {
    expect(create(answer(422, '{"message":"Subject is missing"}'))).toMatchObject({
      reason: "the helpdesk answered 422: Subject is missing",
    });
  });

  it("says where a redirect should have been answered", () => {
    expect(create(answer(302))).toMatchObject({
      reason: "the helpdesk answered 302; redirects are not followed, so give the address it leads to",
    });
    expect(search(answer(301, "", { location: "https://new.example/people?token=abc" }))).toMatchObject({
      reason:
        "the helpdesk answered 301; redirects are not followed, so give the address it leads to: https://new.example/people",
    });
  });

  it.each([
    ["POST", false, "uncertain"],
    ["PATCH", false, "uncertain"],
    ["PUT", false, "unreachable"],
    ["DELETE", false, "unreachable"],
    ["GET", false, "unreachable"],
    ["POST", true, "unreachable"],
  ])("of a %s (reads: %s) without an answer is %s", (method, reads, kind) => {
    const sent: Sent = { kind: "unanswered", reason: "no whole answer within 10 s" };
    expect(judge(sent, method as string, reads as boolean)).toMatchObject({ kind });
  });

  it("of what was never sent is unreachable, and can be repeated whatever the method", () => {
    expect(create({ kind: "unsent", reason: "refused" })).toEqual({ kind: "unreachable", reason: "refused" });
  });

  const unreadable = (status: number): Sent => ({
    kind: "unreadable",
    status,
    reason: "the answer is larger than 5 bytes",
  });

  it("of an answer that cannot be read is rejected, since asking again brings the same", () => {
    const reason = "the helpdesk answered 200, but the answer is larger than 5 bytes";
    expect(search(unreadable(200))).toEqual({ kind: "rejected", status: 200, reason });
    expect(judge(unreadable(200), "PUT")).toEqual({ kind: "rejected", status: 200, reason });
  });

  it("of a create whose answer cannot be read is uncertain, since it was carried out", () => {
    const reason = "the helpdesk answered 201, but the answer is larger than 5 bytes";
    expect(create(unreadable(201))).toEqual({ kind: "uncertain", reason });
  });

  it("of a failure that cannot be read is what its status says", () => {
    const reason = "the helpdesk answered 502, but the answer is larger than 5 bytes";
    expect(create(unreadable(502))).toEqual({ kind: "unreachable", status: 502, reason });
    expect(create(unreadable(429))).toEqual({ kind: "throttled", status: 429 });
    expect(create(unreadable(422))).toMatchObject({ kind: "rejected", status: 422 });
    expect(search(unreadable(404))).toEqual({ kind: "nothing-found", status: 404 });
  });

  it("of an address that is not allowed is refused", () => {
    expect(create({ kind: "refused", reason: "no" })).toEqual({ kind: "refused", reason: "no" });
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 3 ", 3000],
    ["0.5", 500],
    ["Tue, 24 Nov 2026 08:00:30 GMT", 30_000],
    ["Tue, 24 Nov 2026 07:00:00 GMT", 0],
    ["soon", undefined],
    ["-5", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j is %j ms", (value, want) => {
    expect(readRetryAfter(value, NOW)).toBe(want);
  });
});

describe("an answer that is not the helpdesk's", () => {
  const foreign: SuccessTest = { ...plain, findForeign: (body) => (body === "{}" ? undefined : "a web page") };
  const judge = (method: string, reads: boolean, body: string) =>
    classify(answer(200, body), foreign, { method, reads, now: 0, redact: (text) => text });

  it("to a question or to what may be repeated is no answer", () => {
    const outcome = { kind: "unreachable", reason: "the helpdesk answered 200 with a web page" };
    expect(judge("GET", true, "<html>")).toEqual(outcome);
    expect(judge("POST", true, "<html>")).toEqual(outcome);
    expect(judge("PUT", false, "<html>")).toEqual(outcome);
    expect(judge("GET", true, "")).toEqual(outcome);
  });

  it("leaves a wish to make something in doubt", () => {
    expect(judge("POST", false, "<html>")).toEqual({
      kind: "uncertain",
      reason: "the helpdesk answered 200 with a web page",
    });
    expect(judge("POST", false, "{}")).toEqual({ kind: "delivered", status: 200 });
    expect(judge("POST", false, " ")).toEqual({ kind: "delivered", status: 200 });
  });
});

describe("the helpdesk's words", () => {
  it.each([
    ["a message", '{"message":"No"}', "No"],
    ["a description before a code", '{"error":"invalid","error_description":"The token ended"}', "The token ended"],
    ["words inside an error", '{"error":{"title":"Bad","message":"Not so"}}', "Not so"],
    ["a list of errors", '{"errors":[{"detail":"a"},{"detail":"b"}]}', "a; b"],
    ["no member that is known to hold words", '{"details":{"email":[{"description":"is taken"}]},"error":""}', ""],
    ["a list of texts", '["Ticket 4: That user does not exist"]', "Ticket 4: That user does not exist"],
    ["a page's title", "<html><title>502 Bad Gateway</title></html>", "502 Bad Gateway"],
    ["plain text", "too\n many", "too many"],
    ["nothing", "", ""],
    ["nothing in JSON", "{}", ""],
  ])("are read from %s", (_, body, want) => {
    expect(toShortMessage(body, same)).toBe(want);
  });

  it("are cut after 300 characters", () => {
    expect(toShortMessage(`"${"x".repeat(5000)}"`, same)).toHaveLength(301);
  });

  it.each([280, 290, 299, 300])("show no part of a secret that the cut goes through (at %i)", (before) => {
    const secret = "canary-of-a-token";
    const { text: redact } = createRedactor([secret]);
    const body = `${"x".repeat(before)}${secret} and so on`;
    const refusing: SuccessTest = { ...plain, findRefusal: () => body };
    expect(toShortMessage(JSON.stringify({ message: body }), redact)).not.toMatch(/x+c/);
    expect(judge(answer(200, body), "POST", false, refusing, redact)).not.toMatchObject({
      reason: expect.stringMatching(/x+c/),
    });
  });

  it("end where an answer is nested deep", () => {
    expect(toShortMessage(`${'{"error":'.repeat(60)}"x"${"}".repeat(60)}`, same)).toBe("");
  });
});
