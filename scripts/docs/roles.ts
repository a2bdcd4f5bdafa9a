import { NEEDS, ROLES } from "../../src/api/index.ts";
import { describeApi } from "../client/describe-api.ts";
import { table } from "./pages.ts";

/** Who may do what, from the table that the routes are asked by, and what each route asks. */
export async function renderRoles(): Promise<string> {
  const rights = Object.entries(NEEDS).map(([need, { says, scopes, roles }]) => [
    `\`${need}\``,
    says,
    ...ROLES.map((role) => ((roles as readonly string[]).includes(role) ? "yes" : "")),
    ["admin", ...scopes].map((scope) => `\`${scope}\``).join(", "),
  ]);
  const { paths } = await describeApi();
  const requests = new Map<string, string[]>(Object.keys(NEEDS).map((need) => [need, []]));
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const need = (operation as { readonly "x-needs"?: string })["x-needs"];
      if (need !== undefined) requests.get(need)?.push(`\`${method.toUpperCase()} ${path}\``);
    }
  }
  const lists = [...requests]
    .filter(([, list]) => list.length > 0)
    .map(([need, list]) => [`\`${need}\``, list.join(", ")]);
  return `# Roles and scopes

What a person may do follows from their roles, what a token may do from its scopes. Each request of the REST API needs one of these:

${table(["need", "what one may do", ...ROLES, "scopes of a token"], rights)}

A person with several roles may do what any of them may. Whoever is agent and nothing else sees only calls that reached one of their extensions. \`events:write:CONNECTION\` is good for one connection.

## Which request needs what

${table(["need", "requests"], lists)}`;
}
