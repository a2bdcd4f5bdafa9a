import { testRule } from "../../../test/support/rule-tester.ts";
import { outputDisabled } from "./output-disabled.ts";

testRule(outputDisabled, {
  wrong: {
    "an output that is switched off": {
      search: `</Requests><Parameters>⟦<Parameter Name="EmailEnable" Value="0"/>⟧</Parameters><Requests><Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="Email" Path="email"/></Outputs></Request>`,
    },
  },
  right: {
    "an output that is switched on": {
      search: `</Requests><Parameters><Parameter Name="EmailEnable" Value="1"/><Parameter Name="RemarkEnable" Value="0"/></Parameters><Requests><Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="Email" Path="email"/></Outputs></Request>`,
    },
  },
});
