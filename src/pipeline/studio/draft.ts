import type { AuthMethod } from "../../template/index.ts";
import { escapeAttribute } from "../../xml/index.ts";

/** What a new template can do from the start. */
export const DRAFT_FEATURES = ["search", "users", "contacts", "tickets", "journal"] as const;
export type DraftFeature = (typeof DRAFT_FEATURES)[number];

/** What is asked before a template is begun. */
export interface TemplateDraft {
  readonly provider: "helpdesk" | "crm";
  readonly name: string;
  readonly key: string;
  readonly auth: AuthMethod;
  readonly features: readonly DraftFeature[];
}

/** A template to begin with: how to log in, and one plain request for each thing that it is to do. */
export function draftTemplate({ provider, name, key, auth, features }: TemplateDraft): string {
  const flag = (feature: DraftFeature) => (features.includes(feature) ? "1" : "0");
  const root = attributes({
    ...{ Provider: provider, Name: name, Key: key, Version: "1.0.0", AuthType: auth, MaxConcurrentRequest: "4" },
    ...{ UserAssociation: flag("users"), CallJournal: flag("journal") },
    ...{ CreateNewContact: flag("contacts"), CreateNewTicket: flag("tickets") },
  });
  const scenarios = DRAFT_FEATURES.filter((feature) => features.includes(feature)).map((one) => SCENARIOS[one]);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Information ${root}>
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH">
      <Presets/>
      <Parameters>
        <Parameter Name="AuthMethod" Value="${auth}"/>
        <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address, such as https://desk.example.com" Key="address"/>
${LOG_INS[auth]}        <Parameter Father="PopulateTemplateString" Type="Header" Name="Accept" Value="application/json"/>
        <Parameter Father="PopulateTemplateString" Type="Header" Name="Content-Type" Value="application/json"/>
      </Parameters>
      <Requests/>
    </Scenario>
${scenarios.join("")}  </Scenarios>
</Information>
`;
}

function attributes(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}="${escapeAttribute(value)}"`)
    .join(" ");
}

const password = (key: string, title: string) => field(key, title, "password");

function field(key: string, title: string, editor: "string" | "password" = "string"): string {
  return `        <Parameter Father="CustomFieldList" Name="${key}" Editor="${editor}" Title="${title}" Key="${key}"/>\n`;
}

const LOG_INS: Readonly<Record<AuthMethod, string>> = {
  none: "",
  basic: field("username", "User name") + password("password", "Password or API key"),
  bearer: password("token", "API token"),
  oauth2: `        <Parameter Name="TokenType" Value="Bearer"/>
        <Parameter Name="AuthEndPoint" Value="{{.address}}/oauth/authorize"/>
        <Parameter Name="TokenEndPoint" Value="{{.address}}/oauth/token"/>
        <Parameter Name="Scope" Value=""/>
${field("client_id", "OAuth client: identifier")}${password("client_secret", "OAuth client: secret")}`,
};

interface Drafted {
  readonly id: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly request: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const SCENARIOS: Readonly<Record<DraftFeature, string>> = {
  users: scenario({
    id: "UserAssociation",
    request: "UserAssociation",
    method: "GET",
    path: "/users",
    outputs: { UserUniqueId: "users.#.id", FirstName: "users.#.name", Email: "users.#.email" },
  }),
  search: scenario({
    id: "SyncContactAuto",
    request: "contacts",
    method: "GET",
    path: "/contacts?phone={{UrlEncode .CallerNumber}}",
    outputs: { ContactsId: "contacts.#.id", FirstName: "contacts.#.name", BusinessNumber: "contacts.#.phone" },
  }),
  contacts: scenario({
    id: "CreateNewContact",
    request: "contacts",
    method: "POST",
    path: "/contacts",
    body: '{"name": "{{.DisplayName}}", "phone": "{{.Phone}}"}',
    outputs: { ContactId: "id", FirstName: "name", BusinessNumber: "phone" },
  }),
  tickets: scenario({
    id: "CreateNewTicket",
    parameters: { Subject: "Call from {{.CallerDisplayName}}", Description: "{{.Call_From}} called {{.Call_To}}" },
    request: "CreateNewTicket",
    method: "POST",
    path: "/tickets",
    body: '{"contact": "{{.ContactId}}", "subject": "{{.Subject}}", "description": "{{.Description}}"}',
    outputs: { TicketId: "id" },
  }),
  journal: scenario({
    id: "CallJournal",
    parameters: { Subject: "{{.Communication_Type}} call", Description: "Talk time {{.Talk_Duration}}" },
    request: "CallJournal",
    method: "POST",
    path: "/calls",
    body: '{"contact": "{{.ContactId}}", "subject": "{{.Subject}}", "description": "{{.Description}}"}',
    outputs: { JournalId: "id" },
  }),
};

function scenario({ id, parameters = {}, request, method, path, body, outputs }: Drafted): string {
  const own = Object.entries(parameters).map(([Name, Value]) => `<Parameter ${attributes({ Name, Value })}/>`);
  const sent = body === undefined ? [] : [`<Parameter ${attributes({ Type: "Body", Name: "Body", Value: body })}/>`];
  const found = Object.entries(outputs).map(([Name, Path]) => `<Output ${attributes({ Name, Path })}/>`);
  const head = attributes({
    Name: request,
    Method: method,
    ResponseType: "application/json",
    URLFormat: `{{.address}}${path}`,
  });
  return [
    `    <Scenario Id="${id}" Type="REST">`,
    "      <Presets/>",
    ...group("Parameters", own, "      "),
    "      <Requests>",
    `        <Request ${head}>`,
    ...group("Parameters", sent, "          "),
    ...group("Outputs", found, "          "),
    "        </Request>",
    "      </Requests>",
    "    </Scenario>\n",
  ].join("\n");
}

function group(name: string, items: readonly string[], indent: string): string[] {
  if (items.length === 0) return [`${indent}<${name}/>`];
  return [`${indent}<${name}>`, ...items.map((item) => `${indent}  ${item}`), `${indent}</${name}>`];
}
