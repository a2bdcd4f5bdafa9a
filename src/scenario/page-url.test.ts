import { describe, expect, it } from "vitest";
import { aCompiled, anXml } from "./a-template.test.data.ts";
import { createPageUrl } from "./page-url.ts";
import { createScope } from "./scope.ts";

/** The page of a contact whose field holds this address, at a helpdesk that was asked at these hosts; and what was said about it. */
function pageOf(link: string, hosts: readonly string[]): { url: string; warnings: string[] } {
  const parameters = [
    { Name: "ContactUrlType", Value: "contact_field" },
    { Name: "ContactFieldForUri", Value: "Link" },
  ];
  const compiled = aCompiled(anXml({ SyncContactAuto: { parameters, requests: [{ name: "contacts", url: "/" }] } }));
  const scenario = compiled.template.scenarios.find(({ id }) => id === "SyncContactAuto");
  if (!scenario) throw new Error("no scenario");
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const scope = createScope(compiled, scenario, {}, {}, {}, warn);
  const url = createPageUrl(compiled, warn, () => hosts)({ ContactsId: "7", Link: link }, "contacts", scope);
  return { url, warnings };
}

describe("a page that a contact's field names", () => {
  it.each([
    ["https://desk.example.com/7", ["desk.example.com"]],
    ["https://desk.example.com/7", ["api.example.com"]],
    ["https://desk.example.com/7", ["example.com"]],
    ["https://example.com/7", ["desk.example.com"]],
    ["https://desk.acme.co.th/7", ["api.acme.co.th"]],
    ["https://anywhere.example/7", ["127.0.0.1"]],
    ["http://desk/7", ["desk"]],
  ])("%s is opened for a helpdesk at %j", (link, hosts) => {
    expect(pageOf(link, hosts)).toEqual({ url: link, warnings: [] });
  });

  it.each([
    ["https://evil.example/7", ["desk.example.com"]],
    ["https://example.com.evil.net/7", ["example.com"]],
    ["https://other.co.th/7", ["acme.co.th"]],
    ["https://other.com/7", ["example.com"]],
    ["https://desk.example.com@evil.net/7", ["desk.example.com"]],
    ["https://desk.example.com/7", []],
  ])("%s is not opened for a helpdesk at %j", (link, hosts) => {
    const { url, warnings } = pageOf(link, hosts);
    expect([url, warnings]).toEqual(["", [expect.stringContaining("which is not the helpdesk's")]]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://desk.example.com/7", "not an address"])(
    "%s is not opened at all",
    (link) => {
      const { url, warnings } = pageOf(link, ["desk.example.com"]);
      expect([url, warnings]).toEqual([
        "",
        ["the contact's page is not an http or https address, so it is not opened"],
      ]);
    },
  );
});
