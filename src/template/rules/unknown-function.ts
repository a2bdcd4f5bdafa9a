import { LANGUAGE_FUNCTIONS } from "../go-text.ts";
import { suggest } from "../names.ts";
import type { Rule } from "../rule.ts";

const GO_FUNCTIONS = "and or not len index slice print printf println html js urlquery call eq ne lt le gt ge".split(
  " ",
);

/** Functions that the language does not have. */
export const unknownFunction: Rule = {
  code: "unknown-function",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A Go template calls a function that neither Go nor the vendor has.",
    why: "The request or parameter in which it stands cannot be rendered and is never sent.",
    wrong: '<Parameter Name="Subject" Value="{{Capitalise .ContactSyncType}}"/>',
    right: '<Parameter Name="Subject" Value="{{Capitalize .ContactSyncType}}"/>',
  },
  *check({ goTexts }) {
    const own = Object.keys(LANGUAGE_FUNCTIONS);
    for (const { text, label, error } of goTexts) {
      if (error?.code !== "unknown-function") continue;
      const name = /function "([^"]*)"/.exec(error.reason)?.[1] ?? "";
      const at = text.value.indexOf(name, error.offset);
      yield {
        message: `${label}: ${error.reason}`,
        span: text.spanAt(at < 0 ? error.offset : at, at < 0 ? 0 : name.length),
        help: suggest(
          name,
          [...own, ...GO_FUNCTIONS],
          `the vendor's functions are ${own.filter((word) => word !== "raw").join(", ")}`,
        ),
      };
    }
  },
};
