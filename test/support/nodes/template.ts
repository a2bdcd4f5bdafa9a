export interface NodeTemplateOptions {
  /** Of the template; also the first part of its requests' paths. */
  readonly key: string;
  readonly maxConcurrentRequests: number;
  readonly requestsPerMinute?: number;
}

const BODY = `{"number":"{{.ContactNumber}}","ticket":"{{.TicketId}}"}`.replaceAll('"', "&quot;");

/** A template for the counting helpdesk: a look-up, a ticket and a journal entry for each call, the latter two with an idempotency key. */
export function nodeTemplate({ key, maxConcurrentRequests, requestsPerMinute }: NodeTemplateOptions): string {
  const base = `{{.address}}/${key}`;
  const create = (name: string, path: string, output: string) => `
    <Request Name="${name}" Method="POST" ResponseType="application/json" URLFormat="${base}${path}">
      <Parameters>
        <Parameter Father="Deskbell" Name="IdempotencyHeader" Value="Idempotency-Key"/>
        <Parameter Name="Data" Type="Body" Value="${BODY}"/>
      </Parameters>
      <Outputs>${output}</Outputs>
    </Request>`;
  const rate = `<Parameter Father="Deskbell" Name="RateLimitPerMinute" Value="${requestsPerMinute}"/>`;
  return `<?xml version="1.1" encoding="UTF-8"?>
<Information Provider="helpdesk" Name="Desk ${key}" Key="${key}" Version="1.0.0" AuthType="none"
  MaxConcurrentRequest="${maxConcurrentRequests}" CallJournal="1" CreateNewTicket="1">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Presets/><Parameters>
      <Parameter Name="AuthMethod" Value="none"/>
      ${requestsPerMinute === undefined ? "" : rate}
      <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address" Key="address"/>
    </Parameters><Requests/><Responses/></Scenario>
    <Scenario Id="SyncContactAuto" Type="REST"><Presets/><Parameters>
      <Parameter Father="Deskbell" Name="SearchSpellings" Value="e164"/>
      <Parameter Name="ContactUrlType" Value="specify_url_format"/>
      <Parameter Name="URLFormat" Value="${base}/show/{{.ContactId}}"/>
    </Parameters><Requests>
      <Request Name="contacts" Method="GET" ResponseType="application/json" URLFormat="${base}/contacts?number={{UrlEncode .CallerNumber}}">
        <Parameters/>
        <Outputs>
          <Output Name="ContactsId" Path="items.#.id"/>
          <Output Name="FirstName" Path="items.#.name"/>
          <Output Name="BusinessNumber" Path="items.#.phone"/>
        </Outputs>
      </Request>
    </Requests></Scenario>
    <Scenario Id="CreateNewTicket" Type="REST"><Presets/><Parameters/><Requests>
      ${create("CreateNewTicket", "/tickets", '<Output Name="TicketId" Path="id"/>')}
    </Requests></Scenario>
    <Scenario Id="CallJournal" Type="REST"><Presets/><Parameters/><Requests>
      ${create("CallJournal", "/journals", "")}
    </Requests></Scenario>
  </Scenarios>
</Information>`;
}
