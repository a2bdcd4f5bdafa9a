import { testRule } from "../../../test/support/rule-tester.ts";
import { strayText } from "./stray-text.ts";

testRule(strayText, {
  wrong: {
    "a value that stands between the tags": { auth: `<Parameter Name="Scope">⟦read⟧</Parameter>` },
  },
  right: {
    "comments and blanks": { auth: `<!-- read --> <Parameter Name="Scope" Value="read"/>` },
  },
});
