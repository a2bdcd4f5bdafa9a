const search = (name: string, query: string) => `
      <Request Name="${name}" Method="GET" ResponseType="application/json" URLFormat="{{.address}}/people?${query}">
        <Parameters/>
        <Outputs><Output Name="ContactsId" Path="items.#.id"/></Outputs>
      </Request>`;

/** A template that searches contacts with a token of an OAuth server. */
export const OAUTH_XML = `<?xml version="1.1" encoding="UTF-8"?>
<Information Provider="helpdesk" Name="Oauth" Key="oauth" Version="1.0.0" AuthType="oauth2" MaxConcurrentRequest="60">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH"><Presets/><Parameters>
      <Parameter Name="AuthMethod" Value="oauth2"/>
      <Parameter Name="AuthEndPoint" Value="{{.login}}/auth"/>
      <Parameter Name="TokenEndPoint" Value="{{.login}}/token"/>
      <Parameter Name="Scope" Value="openid read write"/>
      <Parameter Father="CustomFieldList" Name="login" Key="login" Title="Login address" Editor="string"/>
      <Parameter Father="CustomFieldList" Name="address" Key="address" Title="Address" Editor="string"/>
      <Parameter Father="CustomFieldList" Name="client_id" Key="client_id" Title="Client id" Editor="string"/>
      <Parameter Father="CustomFieldList" Name="client_secret" Key="client_secret" Title="Client secret" Editor="password"/>
    </Parameters><Requests/><Responses/></Scenario>
    <Scenario Id="SyncContactAuto" Type="REST"><Presets/><Parameters/><Requests>
      ${search("contacts", "number={{UrlEncode .Phone}}")}
    </Requests></Scenario>
    <Scenario Id="SearchContact" Type="REST"><Presets/><Parameters/><Requests>
      ${search("SearchContact_contacts", "text={{.SearchValue}}")}
    </Requests></Scenario>
  </Scenarios>
</Information>`;
