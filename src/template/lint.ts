import type { Diagnostic } from "../base/index.ts";
import { mendXml, readXml, XML_CODES, type XmlCode } from "../xml/index.ts";
import { collectGoTexts } from "./go-text.ts";
import { readTemplate } from "./read.ts";
import type { LintContext } from "./rule.ts";
import { RULES } from "./rules/index.ts";

/**
 * Everything that is wrong or doubtful in a template, sorted by place. A file that is not well-formed gets an error for each
 * mistake, with the fix that the mender would make, and is then checked as if it had been mended.
 */
export function lintTemplate(text: string): readonly Diagnostic[] {
  const strict = readXml(text);
  const mending = mendXml(text);
  const isHopeless = mending.diagnostics.some(({ severity }) => severity === "error");
  if (isHopeless) return strict.diagnostics;
  const { template, document, diagnostics } = readTemplate(mending.text, { mend: false });
  const found: Diagnostic[] = [...diagnostics];
  if (template && document) {
    const context: LintContext = { template, document, goTexts: collectGoTexts(template) };
    for (const rule of RULES) {
      for (const finding of rule.check(context)) found.push({ code: rule.code, severity: rule.severity, ...finding });
    }
  }
  const inOriginal = found.map((diagnostic) => mending.toOriginal(diagnostic));
  return [...mending.diagnostics.map(toError), ...inOriginal].toSorted(byPlace);
}

function toError(mend: Diagnostic): Diagnostic {
  const sentence = XML_CODES[mend.code as XmlCode];
  const message = sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
  return { ...mend, severity: "error", message, help: "deskbell mend writes the file well-formed" };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    (a.span?.offset ?? -1) - (b.span?.offset ?? -1) ||
    RANK[a.severity] - RANK[b.severity] ||
    a.code.localeCompare(b.code)
  );
}
