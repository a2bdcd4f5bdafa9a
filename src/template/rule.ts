import type { Diagnostic, Severity } from "../base/index.ts";
import type { XmlDocument } from "../xml/index.ts";
import type { GoText } from "./go-text.ts";
import type { Template } from "./model.ts";

/** `correctness`: will fail; `suspicious`: likely not what was meant; `portability`: works here and not on the vendor's PBX. */
export type RuleCategory = "correctness" | "suspicious" | "portability" | "security" | "style";

/** What a lint rule looks at. */
export interface LintContext {
  readonly template: Template;
  readonly document: XmlDocument;
  /** Every Go template of the file, parsed once for all rules. */
  readonly goTexts: readonly GoText[];
}

/** A finding of a rule: a diagnostic without the code and severity, which the rule has. */
export type Finding = Omit<Diagnostic, "code" | "severity">;

/** One check over a template. The reference page is made from the same object. */
export interface Rule {
  readonly code: string;
  readonly category: RuleCategory;
  readonly severity: Severity;
  readonly docs: {
    readonly what: string;
    readonly why: string;
    readonly wrong: string;
    readonly right: string;
  };
  check(context: LintContext): Iterable<Finding>;
}
