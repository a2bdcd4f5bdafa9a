import type { Span } from "../base/index.ts";
import { childElements, findAttribute } from "../xml/index.ts";
import { elementAt } from "./elements.ts";
import { findNextRequest, findScenario } from "./find.ts";
import type { Request, Scenario } from "./model.ts";
import type { LintContext } from "./rule.ts";

/** One `Outputs Next` of a template. */
export interface NextTarget {
  readonly scenario: Scenario;
  readonly from: Request;
  readonly name: string;
  /** Absent when there is no such request. */
  readonly target: Request | undefined;
  readonly span: Span;
  /** Names of requests that it may lead to. */
  readonly candidates: readonly string[];
}

export function* nextTargets({ template, document }: LintContext): Generator<NextTarget> {
  const common = findScenario(template, "Common")?.requests ?? [];
  for (const scenario of template.scenarios) {
    for (const from of scenario.requests) {
      if (from.next === undefined) continue;
      const outputs = childElements(elementAt(document, from.span), "Outputs");
      const attribute = outputs
        .map((element) => findAttribute(element, "Next"))
        .findLast((found) => found?.value.trim());
      yield {
        scenario,
        from,
        name: from.next,
        target: findNextRequest(template, scenario, from.next),
        span: attribute?.valueSpan ?? from.span,
        candidates: [...common, ...scenario.requests].map(({ name }) => name),
      };
    }
  }
}
