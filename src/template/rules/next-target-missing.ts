import { suggest } from "../names.ts";
import { nextTargets } from "../next.ts";
import type { Rule } from "../rule.ts";

/** `Outputs Next` that leads nowhere. */
export const nextTargetMissing: Rule = {
  code: "next-target-missing",
  category: "correctness",
  severity: "error",
  docs: {
    what: "Next names a request that stands neither in the scenario Common nor in the same scenario.",
    why: "The outputs of that request are never filled.",
    wrong: '<Outputs Next="PersonNumber"> with <Request Name="PersonNumbers"> in Common',
    right: '<Outputs Next="PersonNumbers">',
  },
  *check(context) {
    for (const { from, scenario, name, target, span, candidates } of nextTargets(context)) {
      if (target) continue;
      const message = `${scenario.id}/${from.name}: there is no request ${name} to go on with`;
      yield { message, span, help: suggest(name, candidates.keys(), "add it to the scenario Common") };
    }
  },
};
