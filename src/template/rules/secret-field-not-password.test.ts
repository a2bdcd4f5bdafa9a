import { testRule } from "../../../test/support/rule-tester.ts";
import { secretFieldNotPassword } from "./secret-field-not-password.ts";

testRule(secretFieldNotPassword, {
  wrong: {
    "a token that is shown": {
      auth: `<Parameter Father="CustomFieldList" Name="api_token" Editor="⟦string⟧" Title="T"/>`,
    },
    "a secret without editor": { auth: `⟦<Parameter Father="CustomFieldList" Name="client_secret" Title="T"/>⟧` },
  },
  right: {
    "a password": { auth: `<Parameter Father="CustomFieldList" Name="password" Editor="password" Title="T"/>` },
    "the address of a token server": {
      auth: `<Parameter Father="CustomFieldList" Name="token_url" Editor="string" Title="T"/>`,
    },
    "a user name": { auth: `<Parameter Father="CustomFieldList" Name="username" Editor="string" Title="T"/>` },
  },
});
