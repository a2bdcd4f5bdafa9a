import { extname, resolve } from "node:path";
import type { Command } from "commander";
import { DeskbellError, describeJsonFault } from "../../base/index.ts";
import type { Rehearsal } from "../../pipeline/index.ts";
import { type CliIo, outJson, readText } from "../io.ts";
import { readCount } from "../numbers.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface RehearseOptions extends ServerOptions {
  readonly templateRevision?: number;
  readonly settings?: string;
  readonly limit: number;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("rehearse")
    .summary("show what past calls would have sent with other settings or another template")
    .description(
      "Replays the newest calls of an integration and shows the difference, line by line: - was sent then, + would be sent now. Nothing is sent, and nothing stored is changed.",
    )
    .argument("<integration>", "its id")
    .option("--template-revision <number>", "with this revision of its template", readCount)
    .option(
      "--settings <file>",
      "with these settings: a JSON file as the REST API takes them, or a deskbell.yaml that has the integration",
    )
    .option("--limit <count>", "so many calls, 200 at most", readCount, 40)
    .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
    .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
    .option("--json", "print the rehearsal as JSON, for programs")
    .action(async (integration: string, options: RehearseOptions) => {
      const settings =
        options.settings === undefined ? undefined : await readSettings(options.settings, integration, io);
      const body = {
        ...(options.templateRevision !== undefined && { templateRevision: options.templateRevision }),
        ...(settings !== undefined && { settings }),
        calls: { limit: options.limit },
      };
      const path = `/api/v1/integrations/${encodeURIComponent(integration)}/rehearsals`;
      const rehearsal = await callServer<Rehearsal>(options, io, "POST", path, body);
      if (options.json) {
        outJson(io, rehearsal);
        return;
      }
      const { toText } = await import("../rehearse/to-text.ts");
      io.out(toText(rehearsal));
    });
}

/** The settings as they stand in the file; whether they fit is the server's to say. */
async function readSettings(file: string, integration: string, io: CliIo): Promise<unknown> {
  if ([".yaml", ".yml"].includes(extname(file))) {
    const { readConfigFile } = await import("../../server/index.ts");
    const found = readConfigFile(resolve(io.cwd, file)).config.integrations.find(({ id }) => id === integration);
    if (found) return found.settings ?? {};
    throw new DeskbellError("INPUT_INVALID", `${file} has no integration "${integration}"`);
  }
  const text = await readText(file, io);
  const fault = describeJsonFault(text, file);
  if (fault) throw new DeskbellError("INPUT_INVALID", fault);
  return JSON.parse(text);
}
