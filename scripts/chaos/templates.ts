import type { IntegrationName } from "./history.ts";

/**
 * The integration template of each integration, for the same helpdesk: with keys and rules of what a good answer is; with requests that
 * look for what was made earlier; and without either, as most templates are.
 */
export function writeTemplate(integration: IntegrationName): string {
  const keyed = integration === "keyed";
  const searched = integration === "searched";
  const base = `{{.address}}/${integration}`;
  return `<?xml version="1.1" encoding="UTF-8"?>
<Information Provider="helpdesk" Name="Chaos ${integration}" Key="${integration}" Version="1.0.0" AuthType="bearer"
  MaxConcurrentRequest="24" UserAssociation="1" CallJournal="1" CreateNewContact="1" CreateNewTicket="1">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Presets/><Parameters>
      <Parameter Name="AuthMethod" Value="bearer"/>
      <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address" Key="address"/>
      ${keyed ? TOKEN_SERVER : TOKEN}
    </Parameters><Requests/><Responses/></Scenario>
    ${scenario(
      "UserAssociation",
      request("UserAssociation", "GET", `${base}/users`, {
        outputs: { UserUniqueId: "items.#.id", FirstName: "items.#.name", Email: "items.#.email" },
        rule: keyed ? "items" : "",
      }),
    )}
    ${scenario(
      "SyncContactAuto",
      request("contacts", "GET", `${base}/contacts?number={{UrlEncode .CallerNumber}}`, {
        outputs: { ContactsId: "items.#.id", FirstName: "items.#.name", BusinessNumber: "items.#.phone" },
        rule: keyed ? "items" : "",
      }),
      parameter("ContactUrlType", "specify_url_format") +
        parameter("URLFormat", `${base}/show/{{.ContactId}}`) +
        ours("SearchSpellings", "e164"),
    )}
    ${scenario("CreateNewContact", write("contacts", "POST", `${base}/contacts`, keyed, { ContactId: "id" }))}
    ${scenario(
      "CreateNewTicket",
      write("CreateNewTicket", "POST", `${base}/tickets`, keyed, { TicketId: "id" }) +
        (keyed ? write("UpdateTicket", "PUT", `${base}/tickets/{{.TicketId}}`, keyed, {}) : "") +
        (searched ? finder("FindTicket", "CreateNewTicket", `${base}/tickets`) : ""),
    )}
    ${scenario(
      "CallJournal",
      write("CallJournal", "POST", `${base}/journals`, keyed, { JournalId: "id" }) +
        (searched ? finder("FindJournal", "CallJournal", `${base}/journals`) : ""),
    )}
  </Scenarios>
</Information>`;
}

/** Credentials give a token that ends, and a refresh token that is good once. */
const TOKEN_SERVER = `<Parameter Name="TokenType" Value="Bearer"/>
      <Parameter Name="TokenEndPoint" Value="{{.address}}/oauth/token"/>
      <Parameter Father="CustomFieldList" Name="client_id" Editor="string" Title="Client" Key="client_id"/>
      <Parameter Father="CustomFieldList" Name="client_secret" Editor="password" Title="Secret" Key="client_secret"/>`;

const TOKEN = `<Parameter Father="CustomFieldList" Name="token" Editor="password" Title="Token" Key="token"/>`;

/** The number is that of the outside party, whichever way the call went. */
const BODY = `{"call":"{{.Call_Id}}","number":"{{.ContactNumber}}","contact":"{{.ContactId}}","ticket":"{{.TicketId}}","status":"{{.Call_Status}}","started":"{{.StartTimeUnix}}"}`;

// What is made tells its id, and the template reads it: only so can the engine tell a good answer from somebody else's.
function write(
  name: string,
  method: string,
  url: string,
  keyed: boolean,
  outputs: Readonly<Record<string, string>>,
): string {
  const rule = keyed ? "id" : "";
  return request(name, method, url, { outputs, rule, body: BODY, keyHeader: keyed ? "Idempotency-Key" : "" });
}

/** Asks whether an earlier attempt made the ticket, or the journal entry, of this call. */
function finder(name: string, of: string, url: string): string {
  const outputs = { TicketId: "items.#.id" };
  return request(name, "GET", `${url}?call={{UrlEncode .Call_Id}}`, { outputs, rule: "", findsEarlier: of });
}

interface RequestParts {
  readonly outputs: Readonly<Record<string, string>>;
  /** A good answer has this; empty = nothing is said of it. */
  readonly rule: string;
  readonly body?: string;
  /** Where the idempotency key goes; empty = none is sent. */
  readonly keyHeader?: string;
  /** The request whose earlier effect this one looks for. */
  readonly findsEarlier?: string;
}

function request(name: string, method: string, url: string, parts: RequestParts): string {
  const outputs = Object.entries(parts.outputs).map(([output, path]) => `<Output Name="${output}" Path="${path}"/>`);
  const body =
    parts.body === undefined
      ? ""
      : `<Parameter Name="Data" Type="Body" Value="${parts.body.replaceAll('"', "&quot;")}"/>`;
  const key = parts.keyHeader === undefined ? "" : ours("IdempotencyHeader", parts.keyHeader);
  const finds = parts.findsEarlier === undefined ? "" : ours("FindsEarlier", parts.findsEarlier);
  return `<Request Name="${name}" Method="${method}" ResponseType="application/json" URLFormat="${url}">
      <Parameters>${body}${parts.rule && ours("SuccessRule", parts.rule)}${key}${finds}</Parameters>
      <Outputs>${outputs.join("")}</Outputs></Request>`;
}

function scenario(id: string, requests: string, parameters = ""): string {
  return `<Scenario Id="${id}" Type="REST"><Presets/><Parameters>${parameters}</Parameters><Requests>${requests}</Requests></Scenario>`;
}

function parameter(name: string, value: string): string {
  return `<Parameter Name="${name}" Value="${value}"/>`;
}

function ours(name: string, value: string): string {
  return `<Parameter Father="Deskbell" Name="${name}" Value="${value}"/>`;
}
