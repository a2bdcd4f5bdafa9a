import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { jsonValueEmpty } from "./json-value-empty.ts";

testRule(jsonValueEmpty, {
  wrong: {
    "a number that may be empty": journalBody(`{&quot;owner&quot;:{{⟦.UserUniqueId⟧}}}`),
    "an id of a contact that is not required": journalBody(
      `{&quot;c&quot;:{{⟦.ContactId⟧}},&quot;d&quot;:&quot;{{.ContactId}}&quot;}`,
    ),
  },
  right: {
    "one that stands in a condition": journalBody(
      `{&quot;a&quot;:1{{if .UserUniqueId}},&quot;owner&quot;:{{.UserUniqueId}}{{end}}}`,
    ),
    "a value in quotes": journalBody(`{&quot;owner&quot;:&quot;{{.UserUniqueId}}&quot;}`),
    "an id of a contact that is required": journalBody(
      `{&quot;c&quot;:{{.ContactId}}}`,
      `<Parameter Name="NeedSyncContact" Value="1"/>`,
    ),
    "seconds, which are never empty": journalBody(`{&quot;s&quot;:{{.Talk_Duration_Sec}}}`),
  },
});
