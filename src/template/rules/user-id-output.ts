import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Lists of users that cannot be associated. */
export const userIdOutput: Rule = {
  code: "user-id-output",
  category: "correctness",
  severity: "error",
  docs: {
    what: "A request of UserAssociation lacks the output UserUniqueId or Email.",
    why: "Users are joined to extensions by their e-mail address and known by their id.",
    wrong: '<Output Name="UserId" Path="agents.#.id"/>',
    right: '<Output Name="UserUniqueId" Path="agents.#.id"/><Output Name="Email" Path="agents.#.email"/>',
  },
  *check({ template }) {
    const requests = findScenario(template, "UserAssociation")?.requests ?? [];
    for (const name of ["UserUniqueId", "Email"]) {
      const first = requests[0];
      const has = requests.some(
        ({ outputs, next }) => next !== undefined || outputs.some((output) => output.name === name),
      );
      if (!first || has) continue;
      const message = `UserAssociation/${first.name} has no output ${name}`;
      yield { message, span: first.span, help: `add <Output Name="${name}" Path="…"/>` };
    }
  },
};
