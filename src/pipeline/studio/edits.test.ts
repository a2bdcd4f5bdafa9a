import { describe, expect, it } from "vitest";
import { applyTemplateEdits } from "./edits.ts";

const XML = `<?xml version="1.0"?>
<!-- ours -->
<Information  Provider='helpdesk' Name="A" Key="a" Unknown="kept">
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Parameters>
      <Parameter Father="CustomFieldList" Name="address" Title="T" Key="address"/> <!-- c -->
    </Parameters></Scenario>
    <Scenario Id="CallJournal" Type="REST">
      <Mine/><Requests>
        <Request Name="CallJournal" Method="POST" URLFormat="{{.address}}/a"><Outputs><Output Name="X" Path="id"/></Outputs></Request>
      </Requests>
    </Scenario>
  </Scenarios>
</Information>
`;
const request = { scenario: "CallJournal", request: "CallJournal" };

describe("edits of a template", () => {
  it("change what they name and no other byte", () => {
    const edited = applyTemplateEdits(XML, [
      { kind: "set", place: {}, attribute: "Name", value: 'B & "C"' },
      { kind: "set", place: request, attribute: "Method", value: "PUT" },
      { kind: "set", place: { ...request, output: 0 }, attribute: "Path", value: "data.id" },
      { kind: "set", place: { field: "address" }, attribute: "Title", value: "Where?" },
    ]);
    const byHand = XML.replace('Name="A"', 'Name="B &amp; &quot;C&quot;"')
      .replace('Method="POST"', 'Method="PUT"')
      .replace('Path="id"', 'Path="data.id"')
      .replace('Title="T"', 'Title="Where?"');
    expect(edited).toBe(byHand);
  });

  it("add and remove parts, and all else stays", () => {
    const added = applyTemplateEdits(XML, [
      { kind: "add-parameter", place: request, attributes: { Type: "Body", Name: "Body", Value: "{}" } },
      { kind: "set-output", ...request, name: "JournalId", path: "id" },
      { kind: "add-scenario", id: "SearchContact", type: "REST" },
      { kind: "add-request", scenario: "SearchContact", name: "contacts", method: "GET", url: "{{.address}}" },
    ]);
    expect(added).toContain('<Output Name="JournalId" Path="id"/>');
    const removed = applyTemplateEdits(added, [
      { kind: "remove", place: { scenario: "SearchContact" } },
      { kind: "remove", place: { ...request, output: 1 } },
      { kind: "remove", place: { ...request, parameter: 0 } },
    ]);
    for (const part of [
      "<!-- ours -->",
      "<!-- c -->",
      "<Mine/>",
      'Unknown="kept"',
      "<Information  Provider='helpdesk'",
    ])
      expect(removed).toContain(part);
    expect(removed).not.toMatch(/SearchContact|JournalId|Body/);
  });

  it("say which place is not there", () => {
    const gone = { ...request, request: "Other" };
    expect(() => applyTemplateEdits(XML, [{ kind: "remove", place: gone }])).toThrow('no request "Other"');
    expect(() => applyTemplateEdits(XML, [{ kind: "remove", place: {} }])).toThrow("no part that can be removed");
    expect(() => applyTemplateEdits("<Other/>", [{ kind: "remove", place: request }])).toThrow("no template");
  });
});
