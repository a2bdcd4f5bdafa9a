import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { SetUp } from "../../api/index.ts";
import { DeskbellError } from "../../base/index.ts";
import { withDataFolder } from "../data-folder.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface ExportOptions extends Partial<ServerOptions> {
  readonly data?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** What is exported: the configuration, and the template files that it names. */
interface Exported {
  readonly yaml: string;
  readonly templates: ReadonlyMap<string, string>;
}

/** Adds `export` to the command `config`. */
export function addExport(config: Command, io: CliIo): void {
  config
    .command("export")
    .summary("write what is set up as a deskbell.yaml")
    .description(
      "Secrets are not in it: each stands as the name of an environment variable. From a running server with --server, from a stopped one with --data.",
    )
    .option("--server <url>", "address of a running server")
    .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
    .option("--data <folder>", "the data folder of a stopped server")
    .option("--out <folder>", "write deskbell.yaml and the templates into this folder, in place of printing the first")
    .option("--json", "print {yaml, templates} as JSON, for programs")
    .addHelpText("after", "\nExample:\n  deskbell config export --data /var/lib/deskbell --out backup\n")
    .action(async (options: ExportOptions) => {
      const exported = await fetchExport(options, io);
      if (options.out !== undefined) writeAll(resolve(io.cwd, options.out), exported, io);
      if (options.json) {
        outJson(io, { ok: true, yaml: exported.yaml, templates: Object.fromEntries(exported.templates) });
      } else if (options.out === undefined) io.out(exported.yaml);
    });
}

async function fetchExport({ server, token, data }: ExportOptions, io: CliIo): Promise<Exported> {
  if ((server === undefined) === (data === undefined)) {
    throw new DeskbellError("INPUT_INVALID", "say what to export: either --server URL or --data FOLDER");
  }
  const { exportConfig, exportTemplates, writeConfig } = await import("../../server/index.ts");
  if (server === undefined) {
    return withDataFolder(data as string, async (store) => ({
      yaml: await exportConfig(store),
      templates: await exportTemplates(store),
    }));
  }
  const reached = { server, ...(token !== undefined && { token }) };
  const setUp = await callServer<SetUp>(reached, io, "GET", "/api/v1/config");
  const templates = new Map<string, string>();
  for (const { key, file } of setUp.templates) {
    templates.set(file, await callServer<string>(reached, io, "GET", `/api/v1/templates/${encodeURIComponent(key)}`));
  }
  return { yaml: writeConfig(setUp), templates };
}

function writeAll(folder: string, { yaml, templates }: Exported, io: CliIo): void {
  try {
    mkdirSync(folder, { recursive: true });
    // What is there already is somebody's work.
    const files = new Map([["deskbell.yaml", yaml], ...templates]);
    for (const [file, text] of files) writeFileSync(join(folder, file), text, { flag: "wx" });
    io.say(`deskbell: wrote ${[...files.keys()].join(", ")} into ${folder}\n`);
  } catch (cause) {
    throw new DeskbellError("CONFLICT", `--out: ${(cause as Error).message}; name a folder of its own`, { cause });
  }
}
