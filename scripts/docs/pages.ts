import { z } from "zod";
import { ERROR_TABLE } from "../../src/base/index.ts";
import { createProgram } from "../../src/cli/program.ts";
import { configSchema } from "../../src/server/config/schema.ts";
import { EXTENSIONS, RULES, VARIABLES } from "../../src/template/index.ts";
import { renderOpenApi } from "./rest-api.ts";
import { renderRoles } from "./roles.ts";

interface Page {
  readonly file: string;
  readonly render: () => string | Promise<string>;
}

/** The reference pages, each made from one table of the code. */
export const PAGES: readonly Page[] = [
  { file: "errors.md", render: renderErrors },
  { file: "lint-rules.md", render: renderRules },
  { file: "extensions.md", render: renderExtensions },
  { file: "variables.md", render: renderVariables },
  { file: "cli.md", render: renderCli },
  { file: "configuration.md", render: renderConfiguration },
  { file: "rest-api.md", render: renderOpenApi },
  { file: "roles.md", render: renderRoles },
];

/** A cell of a Markdown table. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ").trim();
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function renderErrors(): string {
  const rows = Object.entries(ERROR_TABLE).map(([code, { status, summary }]) => [
    `\`${code}\``,
    String(status),
    summary,
  ]);
  return `# Error codes

Every refusal carries one of these codes: in the REST API as \`{"error": {"code", "message", "problems"}}\` with the HTTP status beside it, on the command line with \`--json\` in the same shape. Codes are never renamed.

${table(["code", "HTTP status", "meaning"], rows)}`;
}

function renderRules(): string {
  const parts = RULES.map(({ code, category, severity, docs }) => {
    const { what, why, wrong, right } = docs;
    return `## ${code}

${severity}, ${category}. ${what}

${why}

Wrong:

\`\`\`xml
${wrong.trim()}
\`\`\`

Right:

\`\`\`xml
${right.trim()}
\`\`\``;
  });
  return `# Lint rules

What \`deskbell lint\` looks for. Categories: *correctness* will fail, *suspicious* probably is not what was meant, *portability* works here and not on the vendor's PBX, *security*, *style*.

${parts.join("\n\n")}`;
}

function renderExtensions(): string {
  const rows = EXTENSIONS.map(({ name, place, syntax, fallback, doc }) => {
    const where =
      place.on === "request"
        ? "only" in place && place.only
          ? `a request of ${place.only}`
          : "a request"
        : `scenario ${place.on}`;
    return [`\`${name}\``, where, syntax, fallback, doc];
  });
  return `# Extensions of the template language

What the vendor's language has no word for is written as \`<Parameter Father="Deskbell" Name="…" Value="…"/>\`. The vendor's PBX passes over them; a template that needs one is not portable.

${table(["name", "stands on", "value", "without it", "meaning"], rows)}`;
}

function renderVariables(): string {
  const rows = VARIABLES.map(({ name, meaning, example, filledIn, origin }) => [
    `\`{{.${name}}}\``,
    meaning,
    `\`${example}\``,
    filledIn?.join(", ") ?? "all",
    origin === "deskbell" ? "Deskbell only" : "",
  ]);
  return `# Variables

Set in every scenario, as text, and empty where nothing is known; in the scenarios named they can hold something. Fields of the connection form, parameters of the scenario and outputs of earlier requests are variables too.

${table(["variable", "meaning", "example", "filled in", ""], rows)}`;
}

function renderCli(): string {
  const parts: string[] = [];
  const io = {
    out: () => {},
    say: () => {},
    env: {},
    cwd: ".",
    readInput: async () => Buffer.alloc(0),
    signal: new AbortController().signal,
    exit: () => {},
  };
  const program = createProgram(io);
  const visit = (command: typeof program, name: string) => {
    parts.push(
      `## ${name}\n\n\`\`\`text\n${command.configureHelp({ helpWidth: 100 }).helpInformation().trimEnd()}\n\`\`\``,
    );
    for (const sub of command.commands) visit(sub, `${name} ${sub.name()}`);
  };
  visit(program, "deskbell");
  return `# Command line\n\n${parts.join("\n\n")}`;
}

function renderConfiguration(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" });
  return `# Configuration

The schema of \`deskbell.yaml\` as JSON Schema. The [configuration guide](../guide/configuration.md) explains it with an example.

\`\`\`json
${JSON.stringify(schema, undefined, 2)}
\`\`\``;
}
