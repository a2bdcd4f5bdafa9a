/** A template for the simple helpdesk: all six scenarios, one request each, and UpdateTicket. */
export const DESK_XML = `<?xml version="1.1" encoding="UTF-8"?>
<Information Provider="helpdesk" Name="Simple Desk" Key="simple_desk" Version="1.0.0" AuthType="none" MaxConcurrentRequest="5"
  UserAssociation="1" CallJournal="1" CreateNewContact="1" CreateNewTicket="1">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Presets/>
      <Parameters>
        <Parameter Name="AuthMethod" Value="none"/>
        <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address" Key="address"/>
      </Parameters><Requests/><Responses/>
    </Scenario>
    ${scenario("UserAssociation", "UserAssociation", "GET", "/users", "", { UserUniqueId: "items.#.id", FirstName: "items.#.name", Email: "items.#.email" })}
    ${scenario(
      "SyncContactAuto",
      "contacts",
      "GET",
      "/contacts?number={{.CallerNumber}}",
      "",
      { ContactsId: "items.#.id", FirstName: "items.#.name", BusinessNumber: "items.#.phone" },
      `<Parameter Name="ContactUrlType" Value="specify_url_format"/>
       <Parameter Name="URLFormat" Value="{{.address}}/show/{{.ContactId}}"/>`,
    )}
    ${scenario("SearchContact", "SearchContact_contacts", "GET", "/people?text={{.SearchValue}}", "", { ContactsId: "items.#.id", FirstName: "items.#.name" })}
    ${scenario("CreateNewContact", "contacts", "POST", "/contacts", body("name:DisplayName phone:BusinessNumber"), { ContactId: "id" })}
    <Scenario Id="CreateNewTicket" Type="REST"><Presets/><Parameters/><Requests>
      ${request("CreateNewTicket", "POST", "/tickets", body("contact:ContactId owner:UserUniqueId status:Call_Status call:Call_Id"), { TicketId: "id" })}
      ${request("UpdateTicket", "PUT", "/tickets/{{.TicketId}}", body("status:Call_Status talked:Talk_Duration_Sec"), {})}
    </Requests></Scenario>
    ${scenario("CallJournal", "CallJournal", "POST", "/journals", body("contact:ContactId ticket:TicketId status:Call_Log_Status from:Call_From to:Call_To talked:Talk_Duration_Sec call:Call_Id"), {})}
  </Scenarios>
</Information>`;

function scenario(
  id: string,
  name: string,
  method: string,
  path: string,
  data: string,
  outputs: Readonly<Record<string, string>>,
  parameters = "",
): string {
  const requests = request(name, method, path, data, outputs);
  return `<Scenario Id="${id}" Type="REST"><Presets/><Parameters>${parameters}</Parameters><Requests>${requests}</Requests></Scenario>`;
}

function request(
  name: string,
  method: string,
  path: string,
  data: string,
  outputs: Readonly<Record<string, string>>,
): string {
  const given = Object.entries(outputs).map(([output, where]) => `<Output Name="${output}" Path="${where}"/>`);
  const parameters = data === "" ? "" : `<Parameter Name="Data" Type="Body" Value="${data}"/>`;
  return `<Request Name="${name}" Method="${method}" ResponseType="application/json" URLFormat="{{.address}}${path}">
    <Parameters>${parameters}</Parameters><Outputs>${given.join("")}</Outputs></Request>`;
}

/** Adds to the template's text a search in accounts, behind that in contacts. */
export function withAccounts(xml: string): string {
  const outputs = { AccountsId: "items.#.id", Company: "items.#.name", BusinessNumber: "items.#.phone" };
  const search = request("accounts", "GET", "/accounts?number={{.CallerNumber}}", "", outputs);
  return xml.replace(/(<Request Name="contacts" Method="GET"[\s\S]*?<\/Request>)/, (found) => found + search);
}

/**
 * Adds to the template's text a request that revises journal entries, which carry the recording's address from now on. With `onlyWithRecording`
 * the entry itself is left out for calls without one, as many templates of the vendor's kind do.
 */
export function withJournalUpdate(xml: string, { onlyWithRecording = false, update = true } = {}): string {
  const tells = body(
    "contact:ContactId ticket:TicketId recording:RecordPath talked:Talk_Duration_Sec note:Call_Note call:Call_Id",
  );
  const address = "{{.address}}/journals";
  const made = request("CallJournal", "POST", "/journals", tells, { JournalId: "id" });
  const revised = request("ReviseJournal", "PUT", "/journals/{{.JournalId}}", tells, {}).replace(
    "<Parameters>",
    '<Parameters><Parameter Father="Deskbell" Name="Updates" Value="CallJournal"/>',
  );
  const entry = onlyWithRecording ? made.replace(address, `{{if .RecordPath}}${address}{{end}}`) : made;
  return xml.replace(
    /(<Scenario Id="CallJournal"[\s\S]*?<Requests>)[\s\S]*?(<\/Requests>)/,
    (_all, before: string, after: string) => before + entry + (update ? revised : "") + after,
  );
}

/** Adds a request that hands the recording to what `path` names, and gives entries an id. `more` are further parameters. */
export function withUpload(xml: string, path: string, more = ""): string {
  const upload = `<Request Name="UploadRecording" Method="POST" ResponseType="application/json" URLFormat="{{.address}}${path}">
    <Parameters><Parameter Father="Deskbell" Name="RecordingUpload" Value="audio"/>
      <Parameter Name="call" Type="Form" Value="{{.Call_Id}}"/>${more}</Parameters><Outputs/></Request>`;
  return xml.replace(
    /(<Scenario Id="CallJournal"[\s\S]*?)<Outputs><\/Outputs>([\s\S]*?)(<\/Requests>)/,
    (_all, before: string, after: string, end: string) =>
      `${before}<Outputs><Output Name="JournalId" Path="id"/></Outputs>${after}${upload}${end}`,
  );
}

/** The JSON body with these members: `member:Variable`, separated by blanks. */
function body(members: string): string {
  const pairs = members.split(" ").map((pair) => {
    const [member, variable] = pair.split(":");
    return `"${member}":"{{.${variable}}}"`;
  });
  return `{${pairs.join(",")}}`.replaceAll('"', "&quot;");
}
