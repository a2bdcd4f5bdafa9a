import { expect, it } from "vitest";
import { compileTemplate } from "../../scenario/index.ts";
import { readTemplate } from "../../template/index.ts";
import { listNewContactFields } from "./new-contact-fields.ts";

function fieldsOf(body: string, parameters = "") {
  const value = body.replaceAll('"', "&quot;");
  const { template } = readTemplate(`<?xml version="1.0" encoding="utf-8"?>
<Information Provider="helpdesk" Name="X" Key="x" Logo="" Remark="" Version="1.0.0" AuthType="none" CreateNewContact="1">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Presets/><Parameters>
      <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address" Key="address"/>
    </Parameters><Requests/><Responses/></Scenario>
    <Scenario Id="CreateNewContact" Type="REST"><Presets/><Parameters>${parameters}</Parameters><Requests>
      <Request Name="contacts" Method="POST" ResponseType="application/json" URLFormat="{{.address}}/contacts">
        <Parameters><Parameter Name="Data" Type="Body" Value="${value}"/></Parameters>
        <Outputs><Output Name="ContactId" Path="id"/></Outputs>
      </Request>
    </Requests></Scenario>
  </Scenarios>
</Information>`);
  if (!template) throw new Error("the template cannot be read");
  return listNewContactFields(compileTemplate(template, { zone: "UTC" }));
}

it("asks for what the template says of a new contact, the name first, and for nothing else", () => {
  const fields = fieldsOf(
    '{"mail":"{{.Email}}","tel":"{{.BusinessNumber}}","name":"{{.DisplayName}}","at":"{{.Time}}"}',
  );
  expect(fields.map(({ name }) => name)).toEqual(["DisplayName", "BusinessNumber", "Email"]);
});

it("asks for the number once, whatever the template calls it", () => {
  expect(fieldsOf('{"a":"{{.Phone}}","b":"{{.Number}}"}')).toEqual([{ name: "Phone", variables: ["Phone", "Number"] }]);
});

it("asks for a variable of the template's own, and not for what the scenario or the connection form fills", () => {
  const fields = fieldsOf(
    '{"a":"{{.Department}}","b":"{{.Origin}}"}',
    '<Parameter Name="Origin" Value="call from {{.CallerNumber}}"/>',
  );
  expect(fields.map(({ name }) => name)).toEqual(["CallerNumber", "Department"]);
});
