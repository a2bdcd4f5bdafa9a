import { allParameters } from "../all-parameters.ts";
import { findExtension, isExtension, readExtension } from "../extensions.ts";
import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Words of Deskbell's own with a value that is not understood. */
export const extensionValue: Rule = {
  code: "extension-value",
  category: "correctness",
  severity: "error",
  docs: {
    what: "The value of a word of Deskbell's own is not written as it must be, or a word that belongs to it is missing.",
    why: "It counts as absent.",
    wrong: '<Parameter Father="Deskbell" Name="PagingKind" Value="pages"/>',
    right: '<Parameter Father="Deskbell" Name="PagingKind" Value="page"/>',
  },
  *check({ template }) {
    for (const { parameter, label } of allParameters(template)) {
      const extension = isExtension(parameter) ? findExtension(parameter.name) : undefined;
      if (!extension) continue;
      const reading = extension.parse(parameter.value?.value ?? "");
      if (!("problem" in reading)) continue;
      const message = `${label} ${extension.name}: ${reading.problem}`;
      yield { message, span: parameter.value?.span ?? parameter.span, help: `Value holds ${extension.syntax}` };
    }
    for (const { name, parameters, span } of findScenario(template, "UserAssociation")?.requests ?? []) {
      const needsPath = readExtension(parameters, "PagingKind") === "cursor";
      if (!needsPath || readExtension(parameters, "PagingCursorPath") !== undefined) continue;
      const message = `UserAssociation/${name}: PagingKind is cursor, but PagingCursorPath does not say where the cursor is`;
      yield { message, span, help: 'add <Parameter Father="Deskbell" Name="PagingCursorPath" Value="…"/>' };
    }
  },
};
