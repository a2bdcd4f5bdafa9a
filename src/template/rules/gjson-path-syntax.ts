import { validatePath } from "../../gjson/index.ts";
import { allParameters } from "../all-parameters.ts";
import { parseSuccessRule } from "../extension-values.ts";
import { findExtension, isExtension } from "../extensions.ts";
import type { Template, Text } from "../model.ts";
import type { Rule } from "../rule.ts";

/** Paths that are no proper GJSON. */
export const gjsonPathSyntax: Rule = {
  code: "gjson-path-syntax",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A path of an output, or of a word of Deskbell's own, is not written as GJSON wants it.",
    why: "GJSON never complains; such a path quietly finds nothing, or something else than was meant.",
    wrong: '<Output Name="ContactsId" Path="people.#(kind==&quot;work&quot;.id"/>',
    right: '<Output Name="ContactsId" Path="people.#(kind==&quot;work&quot;).id"/>',
  },
  *check({ template }) {
    for (const { label, text, path } of gjsonPaths(template)) {
      for (const { offset, length, message } of path === "" ? [] : validatePath(path)) {
        const span = text.spanAt(Math.min(offset, text.value.length - 1), Math.max(1, length));
        yield { message: `${label}: ${message}`, span, help: "try the path with: deskbell gjson PATH FILE" };
      }
    }
  },
};

interface PlacedPath {
  readonly label: string;
  readonly text: Text;
  /** What of the text is the path; it stands at its beginning. */
  readonly path: string;
}

function* gjsonPaths(template: Template): Generator<PlacedPath> {
  for (const scenario of template.scenarios) {
    for (const request of scenario.requests) {
      for (const { name, path } of request.outputs) {
        yield { label: `${scenario.id}/${request.name} ${name}`, text: path, path: path.value };
      }
    }
  }
  for (const { parameter, label } of allParameters(template)) {
    const extension = isExtension(parameter) ? findExtension(parameter.name) : undefined;
    const { value: text } = parameter;
    if (!extension || !text) continue;
    const rule = extension.name === "SuccessRule" ? parseSuccessRule(text.value) : undefined;
    if (rule && "value" in rule) yield { label: `${label} ${extension.name}`, text, path: rule.value.path };
    else if (extension.syntax === "a GJSON path") yield { label: `${label} ${extension.name}`, text, path: text.value };
  }
}
