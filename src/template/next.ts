import type { Span } from "../base/index.ts";
import { childElements, findAttribute } from "../xml/index.ts";
import { elementAt } from "./elements.ts";
import { findScenario } from "./find.ts";
import type { Request, Scenario, Template } from "./model.ts";
import type { LintContext } from "./rule.ts";

/** One `Outputs Next` of a template. */
export interface NextTarget {
  readonly scenario: Scenario;
  readonly from: Request;
  readonly name: string;
  /** Absent when there is no such request. */
  readonly target: Request | undefined;
  readonly span: Span;
  /** Requests that it may lead to, by name. */
  readonly candidates: ReadonlyMap<string, Request>;
}

/** The requests that `Next` may name in a scenario, by name: those of Common first, then its own. */
function nextCandidates(template: Template, scenario: Scenario): ReadonlyMap<string, Request> {
  const candidates = new Map(scenario.requests.map((request) => [request.name, request]));
  for (const request of findScenario(template, "Common")?.requests ?? []) candidates.set(request.name, request);
  return candidates;
}

export function* nextTargets({ template, document }: LintContext): Generator<NextTarget> {
  for (const scenario of template.scenarios) {
    const candidates = nextCandidates(template, scenario);
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
        target: candidates.get(from.next),
        span: attribute?.valueSpan ?? from.span,
        candidates,
      };
    }
  }
}
