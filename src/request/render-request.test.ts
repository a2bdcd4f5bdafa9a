import { describe, expect, it } from "vitest";
import { aScope, aTemplate } from "./place.test.data.ts";
import { type RenderedRequest, type Rendering, type RequestSpec, renderRequest } from "./render-request.ts";

type Pairs = Readonly<Record<string, string>>;

interface Parts {
  method?: string;
  url?: string;
  headers?: Pairs;
  query?: Pairs;
  form?: Pairs;
  body?: string;
  responseType?: string;
  fileField?: string;
}

function aSpec({
  method = "POST",
  url = "https://a.example/x",
  headers = {},
  query = {},
  form = {},
  ...rest
}: Parts): RequestSpec {
  const pairs = (given: Pairs) => Object.entries(given).map(([name, value]) => ({ name, value: aTemplate(value) }));
  return {
    name: "contacts",
    method,
    url: aTemplate(url),
    headers: pairs(headers),
    query: pairs(query),
    form: pairs(form),
    ...(rest.body !== undefined && { body: aTemplate(rest.body) }),
    ...(rest.responseType !== undefined && { responseType: rest.responseType }),
    ...(rest.fileField !== undefined && { fileField: rest.fileField }),
  };
}

const render = (parts: Parts, variables: Pairs = {}): Rendering => renderRequest(aSpec(parts), aScope(variables));

function ready(parts: Parts, variables: Pairs = {}): RenderedRequest {
  const rendering = render(parts, variables);
  if (rendering.kind !== "ready") throw new Error(JSON.stringify(rendering));
  return rendering.request;
}

function reason(parts: Parts, variables: Pairs = {}): string {
  const rendering = render(parts, variables);
  return rendering.kind === "refused" ? rendering.reason : rendering.kind;
}

describe("a request", () => {
  it("asks for the type that the template expects, unless a header says otherwise", () => {
    expect(ready({ responseType: "application/json" }).headers).toEqual({ accept: "application/json" });
    expect(ready({ responseType: "application/json", headers: { Accept: "text/csv" } }).headers.accept).toBe(
      "text/csv",
    );
  });

  it("puts a later header in the place of an earlier one of its name, in any case", () => {
    const spec = aSpec({ headers: { "X-Org": "default", "x-org": "own" } });
    expect(renderRequest(spec, aScope({}))).toMatchObject({ request: { headers: { "x-org": "own" } } });
  });

  it("sends no header that comes out empty", () => {
    expect(ready({ headers: { orgId: "{{.org}}" } }, { org: "" }).headers).toEqual({});
  });

  it.each([
    ["a line feed", "a\nX-Admin: 1"],
    ["a carriage return", "a\rb"],
    ["NUL", "a\0b"],
  ])("is refused when a header would hold %s", (_, x) => {
    expect(reason({ headers: { "X-Note": "{{.x}}" } }, { x })).toMatch(/header X-Note would hold a line break or NUL/);
  });

  it("is refused when a header would hold a character that headers cannot carry", () => {
    expect(reason({ headers: { "X-Note": "{{.x}}" } }, { x: "สวัสดี" })).toMatch(/encode it with UrlEncode/);
    expect(ready({ headers: { "X-Note": "{{UrlEncode .x}}" } }, { x: "ส" }).headers["x-note"]).toBe("%E0%B8%AA");
  });

  it("leaves out headers that frame the message, with a warning", () => {
    const rendering = render({
      headers: { Host: "evil.example", "Content-Length": "5", "Transfer-Encoding": "chunked" },
    });
    expect(rendering).toMatchObject({ kind: "ready", request: { headers: {} } });
    expect(rendering.warnings).toHaveLength(3);
  });

  it("is refused when a header's name is none", () => {
    expect(reason({ headers: { "X Note": "1" } })).toContain('"X Note" is no name of a header');
  });

  it("adds query parameters to what the address has, encoded", () => {
    const query = { "a b": "{{.x}}", plain: "1 2", once: "{{UrlEncode .x}}" };
    const want = "https://a.example/x?q=1&a%20b=%26y%3D1&plain=1%202&once=%26y%3D1#top";
    expect(ready({ method: "GET", url: "https://a.example/x?q=1#top", query }, { x: "&y=1" }).url).toBe(want);
    expect(ready({ method: "GET", url: "https://a.example/x", query: { q: "1" } }).url).toBe("https://a.example/x?q=1");
    expect(ready({ method: "GET", url: "https://a.example/x?", query: { q: "1" } }).url).toBe(
      "https://a.example/x?q=1",
    );
  });

  it("sends form parameters as a form", () => {
    const request = ready({ form: { note: "{{.x}}", "phone no": "+66{{.y}}" } }, { x: "a&b=c", y: " 1" });
    expect(request.body).toBe("note=a%26b%3Dc&phone%20no=%2B66%201");
    expect(request.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  it("encodes values of a body that says it is a form", () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const body = "content=id: {{.x}}&u={{UrlEncode .x}}";
    expect(ready({ headers, body }, { x: "a&b" }).body).toBe("content=id: a%26b&u=a%26b");
  });

  it.each([
    ["an object", '{"a":"{{.x}}"}', "application/json", '{"a":"\\""}'],
    ["a list", '["{{.x}}"]', "application/json", '["\\""]'],
    ["XML", "<a>{{.x}}</a>", "application/xml", "<a>&quot;</a>"],
    ["text", "note: {{.x}}", "text/plain; charset=utf-8", 'note: "'],
  ])("knows %s by its beginning", (_, body, type, want) => {
    const request = ready({ body }, { x: '"' });
    expect(request.headers["content-type"]).toBe(type);
    expect(request.body).toBe(want);
  });

  it("takes a body that begins with an action for what the answer is said to be", () => {
    const body = '{{if .x}}{"a":"{{.x}}"}{{end}}';
    expect(ready({ body, responseType: "application/json" }, { x: '"' }).body).toBe('{"a":"\\""}');
    expect(ready({ body }, { x: "y" }).headers["content-type"]).toMatch(/^text\/plain/);
  });

  it("follows the Content-Type of the template, whatever the body looks like", () => {
    const of = (type: string) => ready({ headers: { "content-type": type }, body: "[{{.x}}]" }, { x: "1" });
    expect(of("application/vnd.api+json").headers["content-type"]).toBe("application/vnd.api+json");
    expect(ready({ headers: { "Content-Type": "text/plain" }, body: "[{{.x}}]" }, { x: "<" }).body).toBe("[<]");
    expect(reason({ headers: { "Content-Type": "application/json" }, body: "note" })).toContain("the body is not JSON");
  });

  it("has no body and no Content-Type when the body comes out empty, or with GET", () => {
    const headers = { "Content-Type": "application/json" };
    expect(ready({ headers, body: "{{if .x}}{}{{end}}" }, { x: "" })).not.toHaveProperty("body");
    expect(ready({ headers, body: "{{if .x}}{}{{end}}" }, { x: "" }).headers).toEqual({});
    expect(ready({ method: "GET", body: "{}" })).not.toHaveProperty("body");
  });

  it.each([
    ["GET", { body: "{}" }, "Body"],
    ["HEAD", { form: { a: "1" } }, "Form"],
  ])("says that a %s carries none of what was written for its body", (method, parts, part) => {
    expect(ready({ method, ...parts })).not.toHaveProperty("body");
    expect(ready({ method, ...parts }).headers).toEqual({});
    expect(render({ method, ...parts }).warnings).toEqual([
      `a ${method} is sent without a body, so the template's ${part} is left out; use Query or POST`,
    ]);
    expect(render({ method, body: " " }).warnings).toEqual([]);
  });

  it("says that form parameters go before a body", () => {
    const both = { form: { a: "1" }, body: "{}" };
    expect(ready(both).body).toBe("a=1");
    expect(render(both).warnings).toEqual(["the template's Body is left out, since the request has Form parameters"]);
  });

  it("is empty when its address is, with the method for the record", () => {
    expect(render({ method: "put", url: " {{.x}} " }, { x: "" })).toEqual({
      kind: "empty",
      method: "PUT",
      warnings: [],
    });
  });

  it.each([
    ["javascript:alert(1)", "only https: and http: are sent"],
    ["ftp://a.example/", "only https: and http: are sent"],
    ["a.example/api", "it must begin with https:// and a host"],
    ["/api", "it must begin with https:// and a host"],
    ["https://user:pw@a.example/", "credentials belong into a header"],
    ["https://a.example/a b", "holds a blank or a backslash"],
    ["https://a.example\\b", "holds a blank or a backslash"],
  ])("is refused for the address %s", (url, why) => {
    expect(reason({ url })).toContain(why);
  });

  it.each(["TRACE", "CONNECT", "GET / HTTP/1.1\r\nX: y", "FETCH"])("is refused for the method %j", (method) => {
    expect(reason({ method })).toContain("is no method that is sent");
  });

  it("is refused when a function of the template fails, with Go's sentence", () => {
    expect(reason({ body: '{"a":{{ToMillis .x}}}' }, { x: "soon" })).toContain("ToMillis");
  });

  it("warns once of each name that is not set", () => {
    const rendering = render({ body: '{"a":"{{.Nobody}}","b":"{{.Nobody}}"}' });
    expect(rendering.warnings).toEqual(['variable "Nobody" is not set; it was taken as empty']);
  });
});

describe("a request that carries a file", () => {
  const form = { JSON: '{"text":"{{.a}}"}', html: "<b>{{.a}}</b>", plain: "{{.a}}" };

  it("is a form whose fields are each escaped as what they are", () => {
    const request = ready(
      { fileField: "file", form, headers: { "Content-Type": "application/json" } },
      { a: '"<&\r\n' },
    );
    expect(request).toMatchObject({ headers: { "content-type": "multipart/form-data" } });
    expect(request.body).toBeUndefined();
    expect(request.multipart).toEqual({
      fileField: "file",
      fields: [
        { name: "JSON", value: '{"text":"\\"<&\\r\\n"}' },
        { name: "html", value: expect.stringMatching(/^<b>&quot;&lt;&amp;[\s\S]*<\/b>$/) },
        { name: "plain", value: '"<&\r\n' },
      ],
    });
  });

  it("leaves a body out with a warning, and is refused as a GET", () => {
    expect(render({ fileField: "file", body: "{}" }).warnings).toEqual([expect.stringContaining("Body is left out")]);
    expect(reason({ fileField: "file", method: "GET" })).toContain("cannot carry a file");
  });
});
