import { testRule } from "../../../test/support/rule-tester.ts";
import { contactUrl } from "./contact-url.ts";

testRule(contactUrl, {
  wrong: {
    "an address that is to be made from nothing": {
      search: `</Requests><Parameters>⟦<Parameter Name="ContactUrlType" Value="specify_url_format"/>⟧<Parameter Name="URLFormat"/></Parameters><Requests>`,
    },
    "an output that no search gives": {
      search: `</Requests><Parameters><Parameter Name="ContactFieldForUri" Value="⟦Link⟧"/></Parameters><Requests>`,
    },
  },
  right: {
    "a format": {
      search: `</Requests><Parameters><Parameter Name="ContactUrlType" Value="specify_url_format"/><Parameter Name="URLFormat" Value="https://acme.example/{{.ContactId}}"/></Parameters><Requests>`,
    },
    "an output that a search gives": {
      search: `</Requests><Parameters><Parameter Name="ContactFieldForUri" Value="Link"/></Parameters><Requests><Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="Link" Path="link"/></Outputs></Request>`,
    },
  },
});
