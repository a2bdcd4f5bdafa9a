import { journalBody, testRule } from "../../../test/support/rule-tester.ts";
import { singleQuotedString } from "./single-quoted-string.ts";

testRule(singleQuotedString, {
  wrong: {
    "each string in single quotes": journalBody(
      `{&quot;a&quot;:&quot;{{TimeFormat .StartTimeUnix ⟦'yyyy'⟧ ⟦'1'⟧}}&quot;}`,
    ),
  },
  right: {
    "strings in double quotes and back quotes": journalBody(
      `{&quot;a&quot;:&quot;{{TimeFormat .StartTimeUnix &quot;yyyy&quot; \`1\`}} it's&quot;}`,
    ),
  },
});
