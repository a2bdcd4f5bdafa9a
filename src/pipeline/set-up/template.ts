import { DeskbellError, type Diagnostic, type Problem } from "../../base/index.ts";
import { addTemplateRevision, type TemplateRevision } from "../../store/index.ts";
import { lintTemplate, readTemplate, type Template } from "../../template/index.ts";
import type { SetUpTools } from "./tools.ts";

/** Saves a template as a new revision. Throws `TEMPLATE_INVALID` with what is wrong; warnings are given back. */
export async function uploadTemplate(
  xml: string,
  { store, env }: SetUpTools,
  key?: string,
): Promise<{
  readonly revision: TemplateRevision;
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const diagnostics = lintTemplate(xml);
  const { template } = readTemplate(xml);
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (!template || errors.length > 0) {
    throw new DeskbellError(
      "TEMPLATE_INVALID",
      `the template has ${errors.length || "some"} errors and was not saved`,
      {
        problems: (errors.length > 0 ? errors : diagnostics).map(toProblem),
      },
    );
  }
  const hash = await sha256(xml);
  const named = { key: key ?? template.key, name: template.name, xml, hash };
  const revision = await store.write(() => addTemplateRevision(named, env.now()));
  return { revision, template, diagnostics };
}

function toProblem({ span, message, help }: Diagnostic): Problem {
  const path = span ? `${span.line}:${span.column}` : "";
  return { path, message, ...(help !== undefined && { help }) };
}

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
