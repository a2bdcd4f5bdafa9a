import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aScope, aTemplate } from "./place.test.data.ts";
import { renderAddress, renderUrl } from "./url-place.ts";

const typed = { address: "https://acme.example", sub: "acme" };

function url(text: string, variables: Record<string, string>): string {
  return renderUrl(aTemplate(text), aScope(variables, { typed }));
}

describe("an address", () => {
  it.each([
    ["keeps what the author wrote", "https://a.example/x?q=a b&r=[1]", {}, "https://a.example/x?q=a b&r=[1]"],
    ["keeps what an administrator typed", "{{.address}}/api", {}, "https://acme.example/api"],
    ["keeps a typed part of the host", "https://{{.sub}}.example/api", {}, "https://acme.example/api"],
    [
      "encodes a value in the path",
      "{{.address}}/c/{{.Id}}/x",
      { Id: "a/b?c#d" },
      "https://acme.example/c/a%2Fb%3Fc%23d/x",
    ],
    [
      "encodes a value in the query",
      "{{.address}}/?q={{.Q}}",
      { Q: "a&b=c d" },
      "https://acme.example/?q=a%26b%3Dc%20d",
    ],
    ["encodes a plus sign", "{{.address}}/?q={{.Q}}", { Q: "+66 81" }, "https://acme.example/?q=%2B66%2081"],
    ["encodes Thai", "{{.address}}/?q={{.Q}}", { Q: "สม" }, "https://acme.example/?q=%E0%B8%AA%E0%B8%A1"],
    [
      "encodes UrlEncode's output once",
      "{{.address}}/?q={{UrlEncode .Q}}",
      { Q: "a b%" },
      "https://acme.example/?q=a%20b%25",
    ],
    ["and when it is piped", "{{.address}}/?q={{.Q | UrlEncode}}", { Q: "a b" }, "https://acme.example/?q=a%20b"],
    [
      "and when it was kept in a variable",
      "{{$q := UrlEncode .Q}}{{.address}}/?q={{$q}}&r={{$q}}",
      { Q: "a b" },
      "https://acme.example/?q=a%20b&r=a%20b",
    ],
    ["takes a typed value through with", "{{with .address}}{{.}}{{end}}/api", {}, "https://acme.example/api"],
    ["writes a raw value as it is", "{{.address}}/?{{raw .Q}}", { Q: "a=1&b=2" }, "https://acme.example/?a=1&b=2"],
    ["loses blanks and line breaks round it", "\n  {{.address}}/api\n", {}, "https://acme.example/api"],
    ["is empty when its condition fails", "{{if .Rec}}{{.address}}/rec{{end}}", { Rec: "" }, ""],
    ["encodes backslashes and at signs", "{{.address}}/c/{{.Id}}", { Id: "\\@x" }, "https://acme.example/c/%5C%40x"],
    [
      "encodes what tries to climb",
      "{{.address}}/c/{{.Id}}",
      { Id: "../../admin" },
      "https://acme.example/c/..%2F..%2Fadmin",
    ],
  ])("%s", (_, text, variables, want) => {
    expect(url(text, variables as Record<string, string>)).toBe(want);
  });

  it("has one slash where the administrator's address ends with one", () => {
    const scope = aScope({}, { typed: { address: "https://acme.example/" } });
    expect(renderUrl(aTemplate("{{.address}}/api"), scope)).toBe("https://acme.example/api");
  });

  it("expands a scenario parameter in place, its values encoded", () => {
    const scope = aScope({ Id: "a b" }, { typed, fragments: { Tail: "&owner={{.Id}}" } });
    expect(renderUrl(aTemplate("{{.address}}/?x=1{{.Tail}}"), scope)).toBe("https://acme.example/?x=1&owner=a%20b");
  });

  it.each([
    ["the whole", "{{.x}}", "https://evil.example/"],
    ["the host", "https://{{.x}}/api", "evil.example"],
    ["a part of the host", "https://acme{{.x}}/api", ".evil.example"],
    ["the host's end", "https://acme.example{{.x}}", ".evil.example"],
    ["the user", "https://acme.example{{.x}}/", "@evil.example"],
    ["the port", "https://acme.example:{{.x}}/api", "8080"],
    ["the scheme", "{{.x}}://acme.example/api", "http"],
    ["the host, raw", "https://acme.example{{raw .x}}", "@evil.example/"],
    ["the whole, raw", "{{raw .x}}", "https://evil.example/"],
    ["the host, in UrlEncode", "https://{{UrlEncode .x}}/", "evil.example"],
    ["the host, joined with a typed value", '{{printf "%s%s" .address .x}}', ".evil.example"],
    ["the host, hidden in a variable", '{{$x := .x}}{{printf "%s%s" .address $x}}/', ".evil.example"],
    ["the host, over with", "https://{{with .x}}{{.}}{{end}}/", "evil.example"],
  ])("refuses a value that would give %s", (_, text, x) => {
    expect(() => url(text, { x })).toThrow(/may stand only behind the host/);
  });

  it("names the variable that it refuses", () => {
    expect(() => url("https://{{.Caller}}/", { Caller: "x" })).toThrow("{{.Caller}}");
  });

  it.each([".", "..", "%2e%2e", ".%2E"])("refuses the path segment %s", (segment) => {
    expect(() => url("{{.address}}/c/{{raw .x}}/notes", { x: segment })).toThrow(/would lead elsewhere/);
  });

  it("refuses a plain value of two dots, which no encoding can hide", () => {
    expect(() => url("{{.address}}/c/{{.x}}/notes", { x: ".." })).toThrow(/would lead elsewhere/);
    expect(url("{{.address}}/?q={{.x}}", { x: ".." })).toBe("https://acme.example/?q=..");
  });

  it("says what was refused in place of throwing, where asked so", () => {
    expect(renderAddress(aTemplate("https://{{.x}}/"), aScope({ x: "a" }))).toEqual({
      reason: expect.stringContaining("{{.x}}"),
    });
    expect(renderAddress(aTemplate("https://a/{{ToMillis .x}}"), aScope({ x: "soon" }))).toHaveProperty("reason");
  });

  it("warns of each unset name and takes it as empty", () => {
    const warnings: string[] = [];
    renderUrl(aTemplate("https://a.example/{{.Nam}}"), aScope({}, { warnings }));
    expect(warnings).toEqual(['variable "Nam" is not set; it was taken as empty']);
  });

  it("keeps host and number of path segments and query pairs whatever a caller's values hold", () => {
    const template = aTemplate("{{.address}}/contacts/{{.a}}/notes/{{.b}}?q={{.c}}&fixed=1");
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("../x", "//evil.example", "?a=b", "#f", "a&b=c", "\\\\evil", "%2f..%2f", "@evil", "\r\nHost: x"),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        fc.pre([a, b].every((one) => !/^(\.|%2e){1,2}$/i.test(one)));
        const parsed = new URL(renderUrl(template, aScope({ a, b, c }, { typed })));
        expect(parsed.origin).toBe("https://acme.example");
        expect(parsed.pathname.split("/")).toHaveLength(5);
        expect([...parsed.searchParams.keys()]).toEqual(["q", "fixed"]);
        expect(parsed.searchParams.get("q")).toBe(c.toWellFormed());
        expect(parsed.hash + parsed.username).toBe("");
      }),
      { numRuns: 1000 },
    );
  });
});
