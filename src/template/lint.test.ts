import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { journalBody, templateText } from "../../test/support/rule-tester.ts";
import { applyEdits, type TextEdit } from "../xml/index.ts";
import { lintTemplate } from "./lint.ts";

const shown = (text: string) =>
  lintTemplate(text).map(({ severity, code, span }) => `${span?.line}:${span?.column} ${severity} ${code}`);

describe("linting", () => {
  it("finds nothing in a clean template", () => {
    expect(shown(templateText({}))).toEqual([]);
  });

  it("gives what reader and rules find, sorted by place", () => {
    const text = `<Information Provider="desk" Key="k" Name="n" CallJournal="1">
  <Scenarios>
    <Scenario Id="AuthMethod"><Parameters><Parameter Name="Scope" Vaule="x"/></Parameters></Scenario>
    <Scenario Id="SyncContactAuto"><Requests>
      <Request Name="contacts" Method="FETCH" URLFormat="http://acme.example?q={{.Fone}}">
        <Outputs><Output Name="ContactsId" Path="id"/><Output Name="ContactsId" Path="uid"/></Outputs>
      </Request>
    </Requests></Scenario>
  </Scenarios>
</Information>`;
    expect(shown(text)).toEqual([
      "1:1 warning auth-missing",
      "1:24 warning template-provider",
      "1:47 error feature-without-scenario",
      "3:67 warning unknown-attribute",
      "5:7 error search-without-number",
      "5:40 error method-unknown",
      "5:58 warning http-url",
      "5:82 warning unknown-variable",
      "5:82 warning url-value-not-encoded",
      "6:18 warning duplicate-output",
    ]);
  });

  it("checks a file that is not well-formed as if it had been mended, at the places of the file as it is", () => {
    const parts = journalBody('{"a":"{{.Nobody}}","b":"x&y","c":{{.DisplayName}}}');
    const text = templateText(parts);
    const found = lintTemplate(text);
    expect(found.filter(({ code }) => code === "xml-raw-quote")).toHaveLength(10);
    expect(found.filter(({ code }) => code === "xml-raw-ampersand")).toHaveLength(1);
    const others = found.filter(({ code }) => !code.startsWith("xml-"));
    const placed = others.map(({ code, span }) => [
      code,
      text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0)),
    ]);
    expect(placed).toEqual([
      [
        "content-type-missing",
        `<Parameter Name="Data" Type="Body" Value="{"a":"{{.Nobody}}","b":"x&y","c":{{.DisplayName}}}"/>`,
      ],
      ["unknown-variable", ".Nobody"],
      ["json-body-invalid", "{{.DisplayName}}"],
    ]);
    const fixes = found
      .filter(({ code }) => code.startsWith("xml-"))
      .map(({ fix }) => ({ ...fix?.span, text: fix?.text }) as TextEdit);
    expect(shown(applyEdits(text, fixes)).some((line) => line.includes("xml-"))).toBe(false);
  });

  it("gives only the XML errors of a file that cannot be mended", () => {
    expect(shown("<Information><Scenarios></Information>")).toEqual(["1:14 error xml-unclosed-element"]);
    expect(shown("<!DOCTYPE x><Information/>")).toEqual(["1:1 error xml-doctype"]);
    expect(shown("")).toEqual(["1:1 error xml-no-root"]);
  });

  it("says what is wrong when the file is no template", () => {
    expect(shown("<svg/>")).toEqual(["1:1 error template-root"]);
  });

  it("offers fixes that remove what they are for", () => {
    const body = "{&quot;a&quot;:&quot;{{TimeFormat .StartTimeUnix 'yyyy' '1'}}&quot;}";
    const search =
      '<Request Name="contacts" Method="GET" URLFormat="http://acme.example?q={{.Phone}}"><Outputs><Output Name="ContactsId" Path="id"/></Outputs></Request>';
    const auth = '<Parameter Father="CustomFieldList" Name="token" Editor="string" Title="T"/>';
    const text = templateText({ ...journalBody(body), search, auth });
    const fixes = lintTemplate(text).flatMap(({ fix }) => (fix ? [{ ...fix.span, text: fix.text }] : []));
    expect(fixes).toHaveLength(5);
    expect(lintTemplate(applyEdits(text, fixes)).map(({ code }) => code)).toEqual(["content-type-missing"]);
  });

  it("never throws, whatever stands in the template", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      ".Phone",
      "if ",
      "end",
      "(",
      ")",
      '"',
      "&quot;",
      "&amp;",
      "&",
      "<",
      "{",
      "}",
      ":",
      ",",
      "'",
      "#(",
      "@",
      "|",
      "\\",
      "https://",
      "?",
      "UrlEncode ",
      "ก",
      "\n",
      "range ",
      "$",
      ":=",
      "1",
    );
    const value = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(value, value, value, (url, body, path) => {
        const search = `<Request Name="contacts" Method="POST" URLFormat="${url}"><Parameters><Parameter Name="d" Type="Body" Value="${body}"/></Parameters><Outputs><Output Name="ContactsId" Path="${path}"/></Outputs></Request>`;
        const text = templateText({ search });
        for (const { span, message } of lintTemplate(text)) {
          expect(span?.offset ?? 0).toBeLessThanOrEqual(text.length);
          expect(span?.length ?? 0).toBeGreaterThanOrEqual(0);
          // "undefined variable" is Go's own sentence.
          expect(message).not.toMatch(/undefined(?! variable)|\[object/);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
