import { GoTemplateError } from "../../gotemplate/index.ts";
import type { GoText } from "../go-text.ts";
import type { Template } from "../model.ts";
import type { Rule } from "../rule.ts";
import { ownNames, suppliedNames } from "../supply.ts";
import { findVariable } from "../variables.ts";

/** Go templates that can be parsed and cannot be executed. */
export const renderFails: Rule = {
  code: "render-fails",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A Go template fails while it is filled in, whatever the call brings: a function gets too few arguments, a text is compared with a number, a text that is no number is to be a time.",
    why: "The request or parameter in which it stands cannot be rendered and is never sent.",
    wrong: 'Value="{{TimeFormat .StartTimeUnix &quot;yyyy-MM-dd&quot;}}"',
    right: 'Value="{{TimeFormat .StartTimeUnix &quot;yyyy-MM-dd&quot; &quot;1&quot;}}"',
  },
  *check({ template, goTexts }) {
    for (const goText of goTexts) {
      const error = findError(goText, template);
      if (!error) continue;
      const { text, label } = goText;
      yield {
        message: `${label}: ${error.reason}`,
        span: text.spanAt(error.offset, Math.min(1, text.value.length - error.offset)),
        help: "every variable is a text; TimeFormat takes a time, a format and a flag, ToMillis, Capitalize and UrlEncode one value each",
      };
    }
  },
};

/** Fills it in as a call would: once with everything known, once with nothing, so that both ways of each `if` are gone. */
function findError({ parsed, scenario }: GoText, template: Template): GoTemplateError | undefined {
  if (!parsed) return undefined;
  const own = ownNames(template, scenario);
  const names = [...suppliedNames(template, scenario), ...parsed.references.map(({ name }) => name)];
  const full = Object.fromEntries(names.map((name) => [name, (!own.has(name) && findVariable(name)?.example) || "1"]));
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  return (
    tryRender(() => parsed.render(full), isCertain) ??
    tryRender(
      () => parsed.render(empty),
      (error) => error.code !== "function-failed" && isCertain(error),
    )
  );
}

function tryRender(render: () => string, counts: (error: GoTemplateError) => boolean): GoTemplateError | undefined {
  try {
    render();
    return undefined;
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    return counts(error) ? error : undefined;
  }
}

// How long a text is differs from call to call, and so does how much comes out.
function isCertain({ code, reason }: GoTemplateError): boolean {
  return !code.startsWith("limit-") && !/out of range/.test(reason);
}
