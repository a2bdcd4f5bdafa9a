import { describe, expect, it } from "vitest";
import { templateText } from "../../../test/support/rule-tester.ts";
import { lintTemplate } from "../lint.ts";

const field = (key: string) => `<Parameter Father="CustomFieldList" Name="${key}" Editor="password" Title="T"/>`;

/** What the rule finds in a template with that method and these parameters; each finding stands at the scenario. */
function found(method: string, parameters: string): string[] {
  const text = templateText({ auth: parameters }).replace('AuthType="none"', `AuthType="${method}"`);
  const findings = lintTemplate(text).filter(({ code }) => code === "auth-incomplete");
  for (const { span, severity } of findings) {
    expect(severity).toBe("error");
    expect(text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0))).toBe(
      '<Scenario Id="AuthMethod" Type="AUTH">',
    );
  }
  return findings.map(({ message }) => message);
}

const endpoints =
  '<Parameter Name="AuthEndPoint" Value="https://a.example"/><Parameter Name="TokenEndPoint" Value="https://b.example"/>';

describe("the lint rule auth-incomplete", () => {
  const wrong: [method: string, parameters: string, wanted: string[]][] = [
    [
      "oauth2",
      "",
      [
        "AuthMethod: oauth2 needs the address for consent",
        "AuthMethod: oauth2 needs the address of the token server",
        "AuthMethod: oauth2 needs the field client_id",
      ],
    ],
    ["oauth2", endpoints, ["AuthMethod: oauth2 needs the field client_id"]],
    ["basic", field("username"), ["AuthMethod: basic needs a credential"]],
    ["basic", field("password"), ["AuthMethod: basic needs a credential"]],
    ["bearer_token", "", ["AuthMethod: bearer needs a token"]],
  ];
  it.each(wrong)("finds what %s lacks (%#)", (method, parameters, wanted) => {
    expect(found(method, parameters)).toEqual(wanted);
  });

  const right: [method: string, parameters: string][] = [
    ["none", ""],
    ["oauth2", endpoints + field("client_id")],
    ["basic", field("username") + field("password")],
    ["basic", field("email") + field("api_token")],
    ["basic", field("api_key")],
    ["basic", '<Parameter Name="Base64EncodedCredential" Value="{{.key}}:"/>'],
    ["bearer_token", field("my_secret")],
    ["bearer_token", '<Parameter Name="TokenEndPoint" Value="https://b.example"/>'],
  ];
  it.each(right)("accepts %s with its parts (%#)", (method, parameters) => {
    expect(found(method, parameters)).toEqual([]);
  });
});
