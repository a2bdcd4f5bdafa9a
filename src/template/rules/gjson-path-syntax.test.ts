import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { gjsonPathSyntax } from "./gjson-path-syntax.ts";

testRule(gjsonPathSyntax, {
  wrong: {
    "a query that is not closed": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="ContactsId" Path="a.#⟦(⟧k==&quot;w&quot;.id"/></Outputs></Request>`,
    },
    "a modifier that is not known": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="ContactsId" Path="a.⟦@revers⟧"/></Outputs></Request>`,
    },
    "a path of Deskbell's own": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessRule" Value="a.#⟦(⟧b==1"/></Parameters></Request>`,
    ),
  },
  right: {
    "queries, modifiers, pipes and an empty path": {
      search: `<Request Name="contacts" Method="GET" URLFormat="https://acme.example"><Outputs><Output Name="ContactsId" Path="a.#(k==&quot;w&quot;)#|1.id"/><Output Name="Email" Path=""/><Output Name="Remark" Path="a.@reverse|0"/></Outputs></Request>`,
    },
    "a success rule with a comparison": journal(
      `<Request Name="CallJournal" Method="POST" URLFormat="https://acme.example/calls"><Parameters><Parameter Father="Deskbell" Name="SuccessRule" Value="status!=&quot;failed&quot;"/></Parameters></Request>`,
    ),
  },
});
