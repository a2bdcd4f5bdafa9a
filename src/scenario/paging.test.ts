import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type HttpHelpdesk,
  openHttpHelpdesk,
  type ReceivedRequest,
} from "../../test/support/http-helpdesk.ts";
import { anXml, runOnce } from "./a-template.test.data.ts";
import { MAX_PAGES } from "./paging.ts";

let server: HttpHelpdesk;

afterEach(() => server.close());

type Words = Readonly<Record<string, string>>;

/** Lists users with these words of paging, and gives the run. */
async function list(
  words: Words,
  answer: (request: ReceivedRequest, count: number) => Answer,
  url = "/users?x=1",
  body?: string,
) {
  server = await openHttpHelpdesk(answer);
  const parameters = Object.entries(words).map(([Name, Value]) => ({ Father: "Deskbell", Name, Value }));
  const request = {
    name: "UserAssociation",
    method: body === undefined ? "GET" : "POST",
    url,
    parameters,
    outputs: { UserUniqueId: "users.#.id" },
  };
  const xml = anXml({ UserAssociation: { requests: [{ ...request, ...(body !== undefined && { body }) }] } });
  return runOnce(xml, "UserAssociation", server.address);
}

const asked = () => server.requests.map(({ url }) => url);
const ids = (rows: readonly Readonly<Record<string, string>>[]) => rows.map((row) => row.UserUniqueId).join(" ");
const users = (...all: (string | number)[]) => ({ users: all.map((id) => ({ id })) });
const query = ({ url }: ReceivedRequest) => new URL(url, "http://x").searchParams;

const PAGES = [users(1, 2), users(3, 4), users(5)];

describe("a list of users", () => {
  it("is one page when the template does not say how to page", async () => {
    const run = await list({}, () => ({ body: PAGES[0] }));
    expect(ids(run.rows)).toBe("1 2");
    expect(asked()).toEqual(["/users?x=1"]);
  });

  it("is read by page number until a page is short", async () => {
    const words = { PagingKind: "page", PagingSize: "2", PagingSizeParameter: "per_page" };
    const run = await list(words, (request) => ({ body: PAGES[Number(query(request).get("page")) - 1] ?? users() }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked()).toEqual([
      "/users?x=1&per_page=2&page=1",
      "/users?x=1&per_page=2&page=2",
      "/users?x=1&per_page=2&page=3",
    ]);
    expect(run).toMatchObject({ ok: true, outcome: { kind: "delivered" } });
    expect(run.exchanges.map(({ outputs }) => outputs.length)).toEqual([2, 2, 1]);
  });

  it("is read by page number until a page is empty, where the size is not known", async () => {
    const words = { PagingKind: "page", PagingParameter: "p", PagingStart: "0" };
    const run = await list(words, (request) => ({ body: PAGES[Number(query(request).get("p"))] ?? users() }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked().map((url) => url.at(-1))).toEqual(["0", "1", "2", "3"]);
  });

  it("has its author's query on every page as it was written", async () => {
    const query = "query=id%20%3E%200&$filter=a:b";
    await list({ PagingKind: "page" }, (_, count) => ({ body: PAGES[count - 1] ?? users() }), `/users?${query}`);
    expect(asked()).toEqual([1, 2, 3, 4].map((page) => `/users?${query}&page=${page}`));
  });

  it("is read by offset", async () => {
    const words = {
      PagingKind: "offset",
      PagingParameter: "from",
      PagingSize: "2",
      PagingSizeParameter: "limit",
      PagingStart: "1",
    };
    const run = await list(words, (request) => ({
      body: PAGES[(Number(query(request).get("from")) - 1) / 2] ?? users(),
    }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked().map((url) => query({ url } as ReceivedRequest).get("from"))).toEqual(["1", "3", "5"]);
  });

  it("is read by a cursor in the answer", async () => {
    const words = { PagingKind: "cursor", PagingParameter: "after", PagingCursorPath: "meta.next" };
    const run = await list(words, (_, count) => ({
      body: { ...PAGES[count - 1], meta: { next: count < 3 ? `c${count}&` : null } },
    }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked()).toEqual(["/users?x=1", "/users?x=1&after=c1%26", "/users?x=1&after=c2%26"]);
  });

  it("is read by the next address in a Link header", async () => {
    const link = (count: number) => `<http://a.example/>; rel="prev", </users?page=${count + 1}>; rel="next"`;
    const run = await list({ PagingKind: "link" }, (_, count) => ({
      headers: count < 3 ? { link: link(count) } : {},
      body: PAGES[count - 1],
    }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked()).toEqual(["/users?x=1", "/users?page=2", "/users?page=3"]);
  });

  it("is read by the next address in the answer", async () => {
    const run = await list({ PagingKind: "link", PagingCursorPath: "next" }, (_, count) => ({
      body: { ...PAGES[count - 1], next: count < 3 ? `${server.address}/users?page=${count + 1}` : null },
    }));
    expect(ids(run.rows)).toBe("1 2 3 4 5");
    expect(asked()).toEqual(["/users?x=1", "/users?page=2", "/users?page=3"]);
  });

  it("does not follow an answer to another host", async () => {
    const run = await list({ PagingKind: "link", PagingCursorPath: "next" }, () => ({
      body: { ...PAGES[0], next: "http://127.0.0.1:1/users" },
    }));
    expect(ids(run.rows)).toBe("1 2");
    expect(asked()).toHaveLength(1);
  });

  it("posts a posted search again for its next page, since the answer's own address has lost it", async () => {
    const words = { PagingKind: "page", PagingSize: "2" };
    const answer = ({ method, body, url }: ReceivedRequest): Answer => {
      if (method !== "POST" || body !== '[{"field":"Name"}]') return { body: users("stranger-1", "stranger-2") };
      const page = Number(new URL(url, "http://x").searchParams.get("page"));
      return { body: { ...PAGES[page - 1], next_page: `/users?page=${page + 1}` } };
    };
    const run = await list(words, answer, "/users", '[{"field":"Name"}]');
    expect(ids(run.rows)).toBe("1 2 3 4 5");
  });

  it("ends when a page brings no new user", async () => {
    const run = await list({ PagingKind: "page" }, () => ({ body: users(1, 2) }));
    expect(ids(run.rows)).toBe("1 2");
    expect(asked()).toHaveLength(2);
  });

  it("holds each user once when pages overlap", async () => {
    const overlapping = [users(1, 2), users(2, 3), users(3)];
    const run = await list({ PagingKind: "page", PagingSize: "2" }, (_, count) => ({ body: overlapping[count - 1] }));
    expect(ids(run.rows)).toBe("1 2 3");
  });

  it("is unfinished when a later page fails", async () => {
    const run = await list({ PagingKind: "page" }, (_, count) => (count === 1 ? { body: users(1) } : { status: 500 }));
    expect(run).toMatchObject({ ok: false, outcome: { kind: "unreachable" } });
  });

  it("ends well when the page behind the last one is not found", async () => {
    const run = await list({ PagingKind: "page" }, (_, count) => (count === 1 ? { body: users(1) } : { status: 404 }));
    expect(run).toMatchObject({ ok: true, outcome: { kind: "delivered" }, rows: [{ UserUniqueId: "1" }] });
  });

  it("ends after a thousand pages, and says so", async () => {
    const run = await list({ PagingKind: "page" }, (_, count) => ({ body: users(count) }));
    expect(asked()).toHaveLength(MAX_PAGES);
    expect(run.rows).toHaveLength(MAX_PAGES);
    expect(run.exchanges.at(-1)?.warnings.join()).toContain("more than 1000 pages");
  });
});
