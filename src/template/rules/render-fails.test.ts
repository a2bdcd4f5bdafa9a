import { journalBody, type Parts, testRule } from "../../../test/support/rule-tester.ts";
import { renderFails } from "./render-fails.ts";

const body = (text: string): Parts => journalBody(text.replaceAll('"', "&quot;"));

testRule(renderFails, {
  wrong: {
    "a function without its argument": body("{{⟦U⟧rlEncode}}"),
    "a function with too many arguments": body("{{⟦C⟧apitalize .Subject .Description}}"),
    "a time without its flag": body('{{⟦T⟧imeFormat .StartTimeUnix "yyyy"}}'),
    "a time made of a text": body('{{⟦T⟧imeFormat .Time "yyyy" "1"}}'),
    "a duration that is no number": body("{{⟦T⟧oMillis .Talk_Duration}}"),
    "a text compared with a number": body("{{if ⟦g⟧t .Talk_Duration_Sec 10}}long{{end}}"),
    "a field of a text": body("{{.Call_From⟦.⟧Name}}"),
    "a mistake where a variable is empty": body("{{if .Subject}}x{{else}}{{⟦U⟧rlEncode}}{{end}}"),
    "a parameter": journalBody("{}", '<Parameter Name="Description" Value="{{⟦T⟧oMillis}}"/>'),
  },
  right: {
    "what can be filled in": body(
      '{{TimeFormat .StartTimeUnix "yyyy" "1"}}{{ToMillis .StartTimeUnix}}{{Capitalize .ContactSyncType}}{{.Subject | UrlEncode}}',
    ),
    "texts that are compared with texts": body('{{if gt .Talk_Duration_Sec "10"}}long{{end}}'),
    "what depends on the length of a text": body("{{slice .Call_From 0 30}}{{index .Call_To 20}}"),
    "a number that the template itself supplies": journalBody(
      "{{ToMillis .Time}}{{ToMillis .Opened}}",
      '<Parameter Name="Time" Value="{{.StartTimeUnix}}"/><Parameter Name="Opened" Value="{{.StartTimeUnix}}"/>',
    ),
    "a name that nothing supplies": body("{{ToMillis .Nothing}}"),
  },
});
