import { describe, expect, it } from "vitest";
import {
  type RequestExtensions,
  rateLimitPerMinute,
  readTemplate,
  requestExtensions,
  searchSpellings,
  type Template,
} from "./index.ts";

const word = ([name, value]: [string, string]) => `<Parameter Father="Deskbell" Name="${name}" Value="${value}"/>`;

function template(
  onRequest: Record<string, string>,
  onScenario: Record<string, string> = {},
  id = "UserAssociation",
): Template {
  const text = `<Information Key="k"><Scenarios><Scenario Id="${id}"><Parameters>${Object.entries(onScenario).map(word).join("")}</Parameters><Requests><Request Name="r" Method="GET"><Parameters>${Object.entries(onRequest).map(word).join("")}</Parameters></Request></Requests></Scenario></Scenarios></Information>`;
  return readTemplate(text).template as Template;
}

function read(words: Record<string, string>): RequestExtensions {
  const request = template(words).scenarios[0]?.requests[0];
  return requestExtensions(request as NonNullable<typeof request>);
}

describe("the extensions of a request", () => {
  it("have defaults", () => {
    expect(read({})).toEqual({
      successRule: undefined,
      successStatus: [{ from: 200, to: 299 }],
      notFoundStatus: [
        { from: 204, to: 204 },
        { from: 404, to: 404 },
      ],
      refusalPath: undefined,
      refusalTexts: [],
      idempotencyHeader: "Idempotency-Key",
      heedsIdempotencyKey: false,
      findsEarlier: undefined,
      paging: undefined,
    });
  });

  it.each([
    ["ok", { path: "ok" }],
    ["status == done", { path: "status", comparison: { operator: "==", value: "done" } }],
    ['code!="0"', { path: "code", comparison: { operator: "!=", value: "0" } }],
    ['rows.#(kind=="a").ok', { path: 'rows.#(kind=="a").ok' }],
    ['rows.#(kind!="a=="#)#.ok==1', { path: 'rows.#(kind!="a=="#)#.ok', comparison: { operator: "==", value: "1" } }],
    ['a\\==b=="x"', { path: "a\\==b", comparison: { operator: "==", value: "x" } }],
  ])("take the success rule %s", (value, wanted) => {
    expect(read({ SuccessRule: value.replaceAll('"', "&quot;") }).successRule).toEqual(wanted);
  });

  it("take statuses, refusals and the header that makes a repetition harmless", () => {
    expect(
      read({
        SuccessStatus: "200, 3xx 410-412",
        NotFoundStatus: "410",
        RefusalPattern: "#(!%&quot;ok*&quot;)",
        RefusalText: "not allowed | Denied",
        IdempotencyHeader: "X-Once",
      }),
    ).toMatchObject({
      successStatus: [
        { from: 200, to: 200 },
        { from: 300, to: 399 },
        { from: 410, to: 412 },
      ],
      notFoundStatus: [{ from: 410, to: 410 }],
      refusalPath: '#(!%"ok*")',
      refusalTexts: ["not allowed", "Denied"],
      idempotencyHeader: "X-Once",
    });
    expect(read({ IdempotencyHeader: "" }).idempotencyHeader).toBeUndefined();
  });

  it.each([
    [{ PagingKind: "page" }, { kind: "page", parameter: "page", start: 1, size: undefined, sizeParameter: undefined }],
    [
      { PagingKind: "Page", PagingStart: "0", PagingSize: "50", PagingSizeParameter: "per_page", PagingParameter: "p" },
      { kind: "page", parameter: "p", start: 0, size: 50, sizeParameter: "per_page" },
    ],
    [
      { PagingKind: "offset", PagingSize: "20" },
      { kind: "offset", parameter: "offset", start: 0, size: 20, sizeParameter: undefined },
    ],
    [
      { PagingKind: "cursor", PagingCursorPath: "meta.next", PagingParameter: "page[after]" },
      { kind: "cursor", parameter: "page[after]", cursorPath: "meta.next", size: undefined, sizeParameter: undefined },
    ],
    [{ PagingKind: "cursor" }, undefined],
    [{ PagingKind: "link" }, { kind: "link", addressPath: undefined, size: undefined, sizeParameter: undefined }],
    [
      { PagingKind: "link", PagingCursorPath: "next_page" },
      { kind: "link", addressPath: "next_page", size: undefined, sizeParameter: undefined },
    ],
    [{ PagingKind: "pages" }, undefined],
  ] as [Record<string, string>, RequestExtensions["paging"]][])("take paging as %j", (words, paging) => {
    expect(read(words).paging).toEqual(paging);
  });
});

describe("the extensions of a scenario", () => {
  it("give spellings and rate limit where they are understood", () => {
    expect(searchSpellings(template({}, { SearchSpellings: "digits, E164,digits" }, "SyncContactAuto"))).toEqual([
      "digits",
      "e164",
    ]);
    expect(searchSpellings(template({}, { SearchSpellings: "roman" }, "SyncContactAuto"))).toBeUndefined();
    expect(searchSpellings(template({}))).toBeUndefined();
    expect(rateLimitPerMinute(template({}, { RateLimitPerMinute: "120" }, "AuthMethod"))).toBe(120);
    expect(rateLimitPerMinute(template({}, { RateLimitPerMinute: "0" }, "AuthMethod"))).toBeUndefined();
  });
});
