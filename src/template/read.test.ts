import { describe, expect, it } from "vitest";
import { authSettings, readTemplate, requestParts, scenarioParameters, type Template } from "./index.ts";

const ROOT = 'Provider="helpdesk" Name="Acme" Key="acme" AuthType="none"';

function read(inner: string, root = ROOT) {
  const text = `<Information ${root}>${inner}</Information>`;
  const { template, document, diagnostics } = readTemplate(text);
  expect(document?.toString()).toBe(text);
  return {
    template: template as Template,
    found: diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span?.line}:${span?.column}`),
  };
}

const scenario = (id: string, inner: string) => `<Scenarios><Scenario Id="${id}">${inner}</Scenario></Scenarios>`;

describe("a template", () => {
  it("is read with scenarios, requests, parameters and outputs, each with its place", () => {
    const text = `<?xml version="1.1"?>
<Information Provider="CRM" Name="Acme ฝ่ายขาย" Key="acme" Logo="a.png" Remark="r" Version="1.2.0" AuthType="basic" MaxConcurrentRequest="3" UserAssociation="1" CallJournal="0" CreateNewContact="true">
  <Scenarios>
    <Scenario Id="SyncContactAuto" Type="REST">
      <Requests>
        <Request Name="contacts" Method="get" ResponseType="application/json" URLFormat="https://a.example?q={{.Phone}}&amp;n=1">
          <Parameters><Parameter Name="X" Type="Header" Value="1"/></Parameters>
          <Outputs Next="More"><Output Name="ContactsId" Path="p.#(k==&quot;a&quot;).id"/><Output Name="Email"/></Outputs>
        </Request>
      </Requests>
    </Scenario>
  </Scenarios>
</Information>`;
    const { template, diagnostics } = readTemplate(text);
    expect(diagnostics).toEqual([]);
    expect(template).toMatchObject({
      provider: "crm",
      name: "Acme ฝ่ายขาย",
      key: "acme",
      logo: "a.png",
      remark: "r",
      version: "1.2.0",
      auth: "basic",
      maxConcurrentRequests: 3,
      supports: { userAssociation: true, callJournal: false, createContact: true, createTicket: false },
      fields: [],
    });
    const request = template?.scenarios[0]?.requests[0];
    expect(request).toMatchObject({ name: "contacts", method: "GET", next: "More", responseType: "application/json" });
    expect(request?.url.value).toBe("https://a.example?q={{.Phone}}&n=1");
    const at = request?.url.value.indexOf("n=1") ?? 0;
    const span = request?.url.spanAt(at, 3);
    expect(text.slice(span?.offset, (span?.offset ?? 0) + 3)).toBe("n=1");
    expect(request?.outputs.map(({ name, path }) => [name, path.value])).toEqual([
      ["ContactsId", 'p.#(k=="a").id'],
      ["Email", ""],
    ]);
  });

  it("is frozen all the way down", () => {
    const { template } = read(
      scenario("AuthMethod", '<Parameters><Parameter Father="CustomFieldList" Name="a" Value="1"/></Parameters>') +
        scenario(
          "Common",
          '<Requests><Request Name="r" Method="GET"><Outputs><Output Name="o" Path="p"/></Outputs></Request></Requests>',
        ),
    );
    const check = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const [key, member] of Object.entries(value)) if (!/span/i.test(key)) check(member);
    };
    check(template);
  });

  it("takes missing containers for empty ones and missing attributes for their defaults", () => {
    const { template, found } = read("");
    expect(template).toMatchObject({ scenarios: [], fields: [], maxConcurrentRequests: 10, version: "" });
    expect(found).toEqual([]);
    expect(read('<Scenarios><Scenario Id="Common"/></Scenarios>').template.scenarios[0]).toMatchObject({
      type: "REST",
      parameters: [],
      requests: [],
    });
  });

  it("reads several containers of one kind as one", () => {
    const { template } = read(
      scenario(
        "Common",
        '<Parameters><Parameter Name="a"/></Parameters><Parameters><Parameter Name="b"/></Parameters>',
      ),
    );
    expect(template.scenarios[0]?.parameters.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("makes no template of another document or of XML that cannot be read", () => {
    expect(readTemplate("<svg/>")).toMatchObject({ diagnostics: [{ code: "template-root" }] });
    expect(readTemplate("<svg/>").template).toBeUndefined();
    expect(readTemplate("<Information>").diagnostics).toMatchObject([
      { code: "xml-unclosed-element", severity: "error" },
    ]);
  });
});

describe("a broken template", () => {
  const text = `<Information ${ROOT}>\n<Scenarios><Scenario Id="Common"><Requests><Request Name="r" URLFormat="https://a.example?a=1&b=2"/></Requests></Scenario></Scenarios></Information>`;

  it("is mended with a warning for each mend; other findings keep their places in the file", () => {
    const { template, diagnostics, document } = readTemplate(text);
    expect(template?.scenarios[0]?.requests[0]?.url.value).toBe("https://a.example?a=1&b=2");
    expect(document?.text).toBe(text.replace("&b", "&amp;b"));
    expect(diagnostics.map(({ severity, code, span }) => `${severity} ${code} ${span?.line}:${span?.column}`)).toEqual([
      "warning xml-raw-ampersand 2:94",
      "warning method-unknown 2:44",
    ]);
  });

  it("is refused when it shall not be mended", () => {
    const { template, diagnostics } = readTemplate(text, { mend: false });
    expect(template).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "xml-raw-ampersand", severity: "error" }]);
  });
});

describe("of duplicates the last counts, with a warning:", () => {
  it("scenarios", () => {
    const { template, found } = read(
      '<Scenarios><Scenario Id="Common" Type="A"/>\n<Scenario Id="Common" Type="B"/></Scenarios>',
    );
    expect(template.scenarios).toMatchObject([{ type: "B" }]);
    expect(found).toEqual(["warning duplicate-scenario 1:84"]);
  });

  it("requests and outputs", () => {
    const inner =
      '<Requests>\n<Request Name="r" Method="GET"/>\n<Request Name="r" Method="POST"><Outputs>\n<Output Name="o" Path="1"/>\n<Output Name="o" Path="2"/></Outputs></Request></Requests>';
    const { template, found } = read(scenario("Common", inner));
    expect(template.scenarios[0]?.requests).toMatchObject([{ method: "POST", outputs: [{ path: { value: "2" } }] }]);
    expect(found).toEqual(["warning duplicate-request 2:1", "warning duplicate-output 4:1"]);
  });

  it("parameters of the same name, type and group, and no others", () => {
    const inner = `<Parameters>\n<Parameter Name="CustomValueEnable" Value="0"/>\n<Parameter Name="CustomValueEnable" Value="1"/>
<Parameter Name="CustomValueEnable" Father="X"/><Parameter Name="CustomValueEnable" Type="Header"/></Parameters>`;
    const { template, found } = read(scenario("SyncContactAuto", inner));
    expect(template.scenarios[0]?.parameters.map(({ value, father, type }) => value?.value ?? father ?? type)).toEqual([
      "1",
      "X",
      "Header",
    ]);
    expect(found).toEqual(["warning duplicate-parameter 2:1"]);
  });

  it("fields, by their key", () => {
    const inner =
      '<Parameters>\n<Parameter Father="CustomFieldList" Name="A" Key="x" Title="one"/>\n<Parameter Father="CustomFieldList" Name="B" Key="x" Title="two"/></Parameters>';
    const { template, found } = read(scenario("AuthMethod", inner));
    expect(template.fields).toMatchObject([{ key: "x", title: "two" }]);
    expect(found).toEqual(["warning duplicate-field 2:1"]);
  });
});

describe("what is missing or wrong is named, and read as well as can be:", () => {
  const table: [name: string, inner: string, root: string, found: string[]][] = [
    ["a scenario without Id", "<Scenarios><Scenario/></Scenarios>", ROOT, ["warning scenario-id-missing 1:84"]],
    [
      "a parameter without Name",
      scenario("Common", '<Parameters><Parameter Value="1"/></Parameters>'),
      ROOT,
      ["warning parameter-name-missing 1:118"],
    ],
    [
      "an output without Name",
      scenario(
        "Common",
        '<Requests><Request Name="r" Method="GET"><Outputs><Output Path="1"/></Outputs></Request></Requests>',
      ),
      ROOT,
      ["warning output-name-missing 1:156"],
    ],
    [
      "a method that is none",
      scenario("Common", '<Requests><Request Name="r" Method="FETCH"/></Requests>'),
      ROOT,
      ["error method-unknown 1:142"],
    ],
    ["a key", "", 'Provider="crm" Name="Acme Desk!" AuthType="none"', ["warning template-key 1:1"]],
    ["a provider", "", 'Provider="shop" Key="k" AuthType="none"', ["warning template-provider 1:24"]],
    ["a number", "", `${ROOT} MaxConcurrentRequest="many"`, ["warning number-invalid 1:95"]],
    ["a switch", "", `${ROOT} CallJournal="maybe"`, ["warning flag-invalid 1:86"]],
    ["a way to authenticate", "", 'Provider="crm" Key="k"', ["warning auth-missing 1:1"]],
    ["a way to authenticate that is none", "", 'Provider="crm" Key="k" AuthType="digest"', ["error auth-unknown 1:47"]],
  ];
  it.each(table)("%s", (_name, inner, root, found) => {
    expect(read(inner, root).found).toEqual(found);
  });

  it("a key is made from the name", () => {
    expect(read("", 'Name="Acme Desk!"').template.key).toBe("acme_desk");
    expect(read("", 'Name="ฝ่ายขาย"').template.key).toBe("template");
  });

  it("requests at once has 1 as its lower bound and 10 as its default", () => {
    const requests = (value: string) =>
      read("", `${ROOT} MaxConcurrentRequest="${value}"`).template.maxConcurrentRequests;
    expect(["0", "1", "25", "", "-1", "x"].map(requests)).toEqual([1, 1, 25, 10, 10, 10]);
  });

  it("a request without Name bears the name that it must have", () => {
    const name = (id: string) =>
      read(scenario(id, '<Requests><Request Method="GET"/></Requests>')).template.scenarios[0]?.requests[0]?.name;
    expect(["SyncContactAuto", "CreateNewContact", "CallJournal"].map(name)).toEqual([
      "contacts",
      "contacts",
      "CallJournal",
    ]);
  });
});

describe("the method of authentication", () => {
  it.each([
    ["none", "none"],
    ["None", "none"],
    ["NO_AUTH", "none"],
    ["basic", "basic"],
    ["Basic Auth", "basic"],
    ["oauth2", "oauth2"],
    ["OAuth 2.0", "oauth2"],
    ["o_auth_2", "oauth2"],
    ["bearer", "bearer"],
    ["bearer_token", "bearer"],
    ["Bearer-Token", "bearer"],
    [" BEARER ", "bearer"],
  ])("is understood when it is spelt %s", (spelling, method) => {
    expect(read("", `Provider="crm" Key="k" AuthType="${spelling}"`)).toMatchObject({
      template: { auth: method },
      found: [],
    });
  });

  const withParameter = (root: string, value: string) =>
    read(
      scenario("AuthMethod", `<Parameters><Parameter Name="AuthMethod" Value="${value}"/></Parameters>`),
      `Provider="crm" Key="k" ${root}`,
    );

  it("is that of AuthType where the parameter AuthMethod says otherwise, with a warning", () => {
    expect(withParameter('AuthType="basic"', "oauth2")).toMatchObject({
      template: { auth: "basic" },
      found: ["warning auth-mismatch 1:139"],
    });
  });

  it("is that of the parameter where AuthType is silent or not understood", () => {
    expect(withParameter("", "oauth2")).toMatchObject({ template: { auth: "oauth2" }, found: [] });
    expect(withParameter('AuthType="digest"', "basic")).toMatchObject({
      template: { auth: "basic" },
      found: ["error auth-unknown 1:47"],
    });
  });
});

describe("fields, headers and parameters", () => {
  it("a field is bound by its Key, else by its Name, and is secret when its editor is password", () => {
    const inner = `<Parameters>
      <Parameter Father="CustomFieldList" Name="Domain" Key="domain" Editor="string" Title="Your domain" Value="acme"/>
      <Parameter Father="CustomFieldList" Name="token" Editor="Password"/>
      <Parameter Father="CustomFieldList" Key="other" Editor="colour"/></Parameters>`;
    expect(read(scenario("AuthMethod", inner)).template.fields).toMatchObject([
      { key: "domain", title: "Your domain", secret: false, initial: "acme" },
      { key: "token", title: "token", secret: true, initial: undefined },
      { key: "other", title: "other", secret: false },
    ]);
  });

  it("what a request sends is told by the Type of its parameters, in any case", () => {
    const inner = `<Requests><Request Name="r" Method="POST"><Parameters>
      <Parameter Name="Data" Type="body" Value="{}"/><Parameter Name="H" Type="HEADER" Value="1"/><Parameter Name="Q" Type="Query" Value="2"/>
      <Parameter Name="F" Type="Form" Value="3"/><Parameter Name="X" Type="Header"/><Parameter Father="Deskbell" Name="SuccessRule" Type="Header" Value="4"/>
    </Parameters></Request></Requests>`;
    const request = read(scenario("Common", inner)).template.scenarios[0]?.requests[0];
    const { body, headers, query, form } = requestParts(request as NonNullable<typeof request>);
    expect(body?.value).toBe("{}");
    expect([headers, query, form].map((pairs) => pairs.map(({ name, value }) => `${name}=${value.value}`))).toEqual([
      ["H=1"],
      ["Q=2"],
      ["F=3"],
    ]);
  });

  it("parameters of a scenario become variables, those of the administrator and of the template alike", () => {
    const inner = `<Parameters><Parameter Name="Subject" Value="a"/><Parameter Father="CustomScenarioParameter" Name="Team" Key="team" Title="Your team"/>
      <Parameter Father="Deskbell" Name="SearchSpellings" Value="e164"/></Parameters>`;
    const common = read(scenario("CreateNewTicket", inner)).template.scenarios[0];
    expect(scenarioParameters(common as NonNullable<typeof common>)).toMatchObject([
      { name: "Subject", custom: false },
      { name: "team", title: "Your team", custom: true, value: undefined },
    ]);
  });

  it("a template that says nothing authenticates by nothing", () => {
    expect(authSettings(read("").template)).toEqual({ kind: "none" });
  });
});
