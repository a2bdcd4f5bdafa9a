import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { deskbellVariable } from "./deskbell-variable.ts";

testRule(deskbellVariable, {
  wrong: {
    "the id of the call": journalBody(`{&quot;a&quot;:&quot;{{⟦.Call_Id⟧}}&quot;}`),
  },
  right: {
    "variables of the vendor": journalBody(`{&quot;a&quot;:&quot;{{.Call_From}}&quot;}`),
    "a field of that name": {
      ...journalBody(`{&quot;a&quot;:&quot;{{.Queue}}&quot;}`),
      auth: `<Parameter Father="CustomFieldList" Name="Queue" Editor="string" Title="T"/>`,
    },
  },
});
