import { nextTargets } from "../next.ts";
import type { Rule } from "../rule.ts";

/** `Outputs Next` that comes back to where it began. */
export const nextLoop: Rule = {
  code: "next-loop",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A request goes on, directly or through others, with itself.",
    why: "The chain is cut after eight requests; each row found costs eight requests for nothing.",
    wrong: '<Request Name="Numbers">… <Outputs Next="Numbers">',
    right: '<Request Name="Numbers">… <Outputs>',
  },
  *check(context) {
    for (const { from, scenario, target, span, candidates } of nextTargets(context)) {
      const seen = new Set([from]);
      let next = target;
      while (next && !seen.has(next)) {
        seen.add(next);
        next = next.next === undefined ? undefined : candidates.get(next.next);
      }
      if (next !== from) continue;
      const chain = [...seen, from].map(({ name }) => name).join(" → ");
      yield {
        message: `${scenario.id}/${from.name} goes on with itself: ${chain}`,
        span,
        help: "take Next from the last of them",
      };
    }
  },
};
