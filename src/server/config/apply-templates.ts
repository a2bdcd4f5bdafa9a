import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DeskbellError, type Problem } from "../../base/index.ts";
import { type SetUpTools, uploadTemplate } from "../../pipeline/index.ts";
import { listTemplates } from "../../store/index.ts";
import { decodeXml } from "../../xml/index.ts";
import type { Config } from "./schema.ts";
import { unknown } from "./suggest.ts";

export interface TemplateTools extends SetUpTools {
  /** Folder of the templates that come with Deskbell. */
  readonly shippedTemplates: string;
}

function listShipped(folder: string): string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, "template.xml")));
}

/** Saves the templates that a configuration names. Gives the keys of all that there are then; what is wrong is added to `problems`. */
export async function applyTemplates(
  config: Config,
  folder: string,
  options: TemplateTools,
  problems: Problem[],
): Promise<string[]> {
  const keys = (await options.store.read(listTemplates)).map(({ key }) => key);
  const all = listShipped(options.shippedTemplates);
  for (const [at, { key, file, shipped }] of config.templates.entries()) {
    const path = `templates[${at}]`;
    if ((file === undefined) === (shipped === undefined)) {
      problems.push({ path, message: "must name either file or shipped" });
      continue;
    }
    if (shipped !== undefined && !all.includes(shipped)) {
      problems.push({ path: `${path}.shipped`, ...unknown("shipped template", shipped, all) });
      continue;
    }
    const source =
      file === undefined ? join(options.shippedTemplates, shipped as string, "template.xml") : resolve(folder, file);
    try {
      const decoded = decodeXml(readFileSync(source));
      if (decoded.text === undefined)
        throw new DeskbellError("TEMPLATE_INVALID", decoded.diagnostics[0]?.message ?? "not text");
      const { revision } = await uploadTemplate(decoded.text, options, key);
      keys.push(revision.key);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (error instanceof DeskbellError) problems.push(...templateProblems(error, path, file ?? `shipped ${shipped}`));
      else
        problems.push({
          path,
          message: `template ${file ?? shipped} cannot be read: ${code ?? (error as Error).message}`,
        });
    }
  }
  return keys;
}

function templateProblems(error: DeskbellError, path: string, source: string): Problem[] {
  const own = error.problems.map(({ path: place, ...rest }) => ({
    ...rest,
    path,
    message: `${source}:${place} ${rest.message}`,
  }));
  return own.length > 0 ? own : [{ path, message: `${source}: ${error.message}` }];
}
