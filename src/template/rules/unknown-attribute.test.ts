import { testRule } from "../../../test/support/rule-tester.ts";
import { unknownAttribute } from "./unknown-attribute.ts";

testRule(unknownAttribute, {
  wrong: {
    "a misspelt attribute": { auth: `<Parameter Name="x" ⟦Vaule⟧="1"/>` },
    "an attribute that is not known": { root: `⟦Colour⟧="red"` },
  },
  right: {
    "known attributes, and those of XML": { root: `xml:lang="th" ChatJournal="0"` },
  },
});
