import { describe, expect, it } from "vitest";
import type { XmlDocument } from "../xml/index.ts";
import { lintTemplate, readTemplate, type Template } from "./index.ts";
import { addParameter, addRequest, addScenario, removePart, writeAttribute, writeOutput } from "./write.ts";

const TEXT = `<?xml version='1.1' encoding="UTF-8"?>
<!-- ours -->
<Information Provider="crm"  Name='Acme' Key="acme" AuthType="none">
  <Parameters/>
  <Future x="1"/>
  <Scenarios>
    <Scenario Id="SyncContactAuto" Type="REST">
      <Requests>
        <Request Name="contacts" Method="GET" URLFormat="https://a.example?a=1&#38;q={{UrlEncode .Phone}}">
          <Outputs>
            <Output Name="ContactsId" Path="id"/>
          </Outputs>
        </Request>
      </Requests>
    </Scenario>
  </Scenarios>
</Information>
`;

function edit(make: (document: XmlDocument, template: Template) => string, text = TEXT): string {
  const { document, template } = readTemplate(text);
  const edited = make(document as XmlDocument, template as Template);
  expect(readTemplate(edited, { mend: false }).diagnostics).toEqual([]);
  return edited;
}

const first = (template: Template) =>
  template.scenarios[0]?.requests[0] as NonNullable<Template["scenarios"][0]["requests"][0]>;
const scenario = (template: Template) => template.scenarios[0] as Template["scenarios"][0];

describe("writing back", () => {
  it("gives the file byte for byte where nothing was changed", () => {
    expect(readTemplate(TEXT).document?.toString()).toBe(TEXT);
  });

  it("sets one attribute and leaves all else", () => {
    expect(
      edit((document, template) => writeAttribute(document, first(template), "URLFormat", 'https://b.example?q="&')),
    ).toBe(TEXT.replace("https://a.example?a=1&#38;q={{UrlEncode .Phone}}", "https://b.example?q=&quot;&amp;"));
    expect(edit((document, template) => writeAttribute(document, template, "Name", "It's"))).toBe(
      TEXT.replace("'Acme'", "'It&apos;s'"),
    );
    expect(edit((document, template) => writeAttribute(document, template, "CallJournal", "0"))).toBe(
      TEXT.replace('AuthType="none"', 'AuthType="none" CallJournal="0"'),
    );
  });

  it("adds a parameter, making its container where there is none", () => {
    const attributes = { Name: "Data", Type: "Body", Value: '{\n"a": 1}' };
    expect(edit((document, template) => addParameter(document, first(template), attributes))).toBe(
      TEXT.replace(
        "          </Outputs>\n",
        '          </Outputs>\n          <Parameters>\n            <Parameter Name="Data" Type="Body" Value="{&#xA;&quot;a&quot;: 1}"/>\n          </Parameters>\n',
      ),
    );
  });

  it("adds a scenario and a request that can be read and linted", () => {
    const withScenario = edit((document) => addScenario(document, "Common", "REST"));
    const withRequest = edit((document, template) => {
      const common = template.scenarios[1] as Template["scenarios"][0];
      return addRequest(document, common, { name: "More", method: "GET", url: "https://a.example/{{.ContactsId}}" });
    }, withScenario);
    expect(readTemplate(withRequest).template?.scenarios[1]).toMatchObject({
      id: "Common",
      requests: [{ name: "More", method: "GET" }],
    });
    expect(withRequest).toContain('\n        <Request Name="More" Method="GET"');
    expect(lintTemplate(withRequest).map(({ code }) => code)).toContain("unreachable-request");
  });

  it("adds an output or sets the path of the one there is", () => {
    expect(edit((document, template) => writeOutput(document, first(template), "ContactsId", 'a.#(b=="c")'))).toBe(
      TEXT.replace('Path="id"', 'Path="a.#(b==&quot;c&quot;)"'),
    );
    expect(edit((document, template) => writeOutput(document, first(template), "Email", "mail"))).toBe(
      TEXT.replace('Path="id"/>\n', 'Path="id"/>\n            <Output Name="Email" Path="mail"/>\n'),
    );
  });

  it("removes a part with its line", () => {
    const removed = edit((document, template) => removePart(document, scenario(template)));
    expect(removed).toContain("  <Scenarios>\n  </Scenarios>");
    expect(removed).toContain('<Future x="1"/>');
  });
});
