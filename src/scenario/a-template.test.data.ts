import type { HelpdeskConnectionOptions } from "../request/index.ts";
import { createHelpdeskConnection, createMemoryTokenStore } from "../request/index.ts";
import { readTemplate } from "../template/index.ts";
import { toAuth } from "./auth.ts";
import { type CompiledTemplate, compileTemplate } from "./compile.ts";
import { runScenario, type ScenarioInput, type ScenarioRun } from "./run.ts";
import type { Fields } from "./scope.ts";

type Attributes = Readonly<Record<string, string>>;

export interface RequestParts {
  readonly name: string;
  readonly method?: string;
  /** Below the field `address`, unless it is a whole address. */
  readonly url: string;
  readonly body?: string;
  readonly parameters?: readonly Attributes[];
  readonly outputs?: Attributes;
  readonly next?: string;
}

export interface ScenarioParts {
  readonly parameters?: readonly Attributes[];
  readonly requests?: readonly RequestParts[];
}

/** The XML of a template with these scenarios; `auth` are parameters of AuthMethod. */
export function anXml(
  scenarios: Readonly<Record<string, ScenarioParts>>,
  authType = "none",
  auth: readonly Attributes[] = [],
): string {
  const fields = [{ Father: "CustomFieldList", Name: "address", Key: "address", Title: "Address", Editor: "string" }];
  const authMethod = `<Scenario Id="AuthMethod" Type="AUTH"><Presets/>${toParameters([{ Name: "AuthMethod", Value: authType }, ...fields, ...auth])}<Requests/><Responses/></Scenario>`;
  const rest = Object.entries(scenarios).map(
    ([id, { parameters = [], requests = [] }]) =>
      `<Scenario Id="${id}" Type="REST"><Presets/>${toParameters(parameters)}<Requests>${requests.map(toRequest).join("")}</Requests></Scenario>`,
  );
  return `<?xml version="1.1" encoding="UTF-8"?><Information Provider="helpdesk" Name="Test Desk" Key="test_desk" Version="1.0.0" AuthType="${authType}"><Parameters/><Scenarios>${authMethod}${rest.join("")}</Scenarios></Information>`;
}

function toRequest({ name, method = "GET", url, body, parameters = [], outputs = {}, next }: RequestParts): string {
  const address = /^(https?:|\{\{)/.test(url) ? url : `{{.address}}${url}`;
  const all = [...(body === undefined ? [] : [{ Name: "Data", Type: "Body", Value: body }]), ...parameters];
  const columns = Object.entries(outputs).map(([output, path]) => element("Output", { Name: output, Path: path }));
  const attributes = { Name: name, Method: method, ResponseType: "application/json", URLFormat: address };
  return `${open("Request", attributes)}${toParameters(all)}${open("Outputs", next === undefined ? {} : { Next: next })}${columns.join("")}</Outputs></Request>`;
}

function toParameters(parameters: readonly Attributes[]): string {
  return `<Parameters>${parameters.map((one) => element("Parameter", one)).join("")}</Parameters>`;
}

const element = (name: string, attributes: Attributes) => open(name, attributes).replace(/>$/, "/>");

function open(name: string, attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${toValue(value)}"`);
  return `<${name}${pairs.join("")}>`;
}

function toValue(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll("\n", "&#xA;");
}

export function aCompiled(xml: string, zone = "Asia/Bangkok"): CompiledTemplate {
  const { template, diagnostics } = readTemplate(xml);
  if (!template) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return compileTemplate(template, { zone });
}

export type RunOptions = Partial<Omit<ScenarioInput, "compiled" | "scenarioId" | "connection" | "fields">> & {
  readonly fields?: Fields;
  readonly connection?: Partial<HelpdeskConnectionOptions>;
};

/** Runs one scenario of a template against the helpdesk at `address`, and closes the connection behind it. */
export async function runOnce(
  xml: string,
  scenarioId: ScenarioInput["scenarioId"],
  address: string,
  { fields: more = {}, connection: options = {}, ...input }: RunOptions = {},
): Promise<ScenarioRun> {
  const compiled = aCompiled(xml);
  const fields: Fields = { address, ...more };
  const secrets = Object.values(fields).flatMap((value) => (typeof value === "string" ? [] : [value.reveal()]));
  const env = { now: Date.now };
  const connection = createHelpdeskConnection({
    auth: toAuth(compiled, fields),
    secrets,
    tokenStore: createMemoryTokenStore(),
    maxConcurrentRequests: 10,
    userAgent: "Deskbell/test",
    allowPrivateNetworkTargets: true,
    env,
    limits: { timeoutMs: 2000 },
    ...options,
  });
  try {
    return await runScenario({ compiled, scenarioId, variables: {}, fields, connection, mode: "send", env, ...input });
  } finally {
    await connection.close();
  }
}
