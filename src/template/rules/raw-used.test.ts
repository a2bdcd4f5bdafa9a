import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { rawUsed } from "./raw-used.ts";

testRule(rawUsed, {
  wrong: {
    raw: journalBody(`{&quot;a&quot;:&quot;{{ ⟦raw⟧ .Subject }}{{ .Subject | ⟦raw⟧ }}&quot;}`),
  },
  right: {
    "escaped values": journalBody(`{&quot;raw&quot;:&quot;{{ .Subject }}&quot;}`),
  },
});
