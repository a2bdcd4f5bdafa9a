import type { Command } from "commander";
import { DeskbellError } from "../../base/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { readCount } from "../numbers.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface Delivery {
  readonly id: string;
  readonly integrationId: string;
  readonly callId: string;
  readonly feature: string;
  readonly state: string;
  readonly attempt: number;
  readonly inDoubt: boolean;
  readonly note?: string;
}

interface BulkResult {
  readonly changed: readonly string[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

interface FilterOptions extends ServerOptions {
  readonly integration?: string;
  readonly feature?: string;
  readonly reason?: string;
  readonly inDoubt?: boolean;
  readonly notInDoubt?: boolean;
  readonly all?: boolean;
  readonly held?: boolean;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  const deliveries = program
    .command("deliveries")
    .summary("list what waits or was given up, replay and cancel it")
    .description(
      "A delivery is one thing to be done in a helpdesk for one call. One that was given up is a dead letter.",
    );
  const withServer = (command: Command) =>
    command
      .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
      .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
      .option("--json", "print the result as JSON, for programs");
  const withFilter = (command: Command) =>
    withServer(command)
      .option("--integration <id>", "only of this integration")
      .option("--feature <name>", "only of this feature, such as auto-ticket")
      .option("--in-doubt", "only those that may have been carried out though nobody knows")
      .option("--not-in-doubt", "only those that were certainly not carried out");

  withFilter(deliveries.command("list"))
    .summary("list deliveries, the newest first")
    .option("--state <state>", "waiting, running, done, dead, cancelled or held", "dead")
    .option("--limit <count>", "so many at most", readCount, 50)
    .action(async (options: FilterOptions & { state: string; limit: number }) => {
      const query = new URLSearchParams({ state: options.state, limit: String(options.limit) });
      if (options.integration !== undefined) query.set("integration", options.integration);
      if (options.feature !== undefined) query.set("feature", options.feature);
      const inDoubt = toInDoubt(options);
      if (inDoubt !== undefined) query.set("inDoubt", String(inDoubt));
      const list = await callServer<{ deliveries: Delivery[] }>(options, io, "GET", `/api/v1/deliveries?${query}`);
      if (options.json) outJson(io, list);
      else for (const one of list.deliveries) io.out(`${toLine(one)}\n`);
    });

  withChoice(withFilter(deliveries.command("replay")), "replay")
    .summary("make dead letters due again")
    .option("--template-revision <number>", "by this revision of the integration's template", readCount)
    .action(async (ids: string[], options: FilterOptions & { templateRevision?: number }) => {
      const revision = options.templateRevision !== undefined && { templateRevision: options.templateRevision };
      await changeMany("replay", ids, options, { ...revision }, io);
    });
  withChoice(withFilter(deliveries.command("cancel")), "cancel")
    .summary("cancel dead letters")
    .action((ids: string[], options: FilterOptions) => changeMany("cancel", ids, options, {}, io));
}

function withChoice(command: Command, word: string): Command {
  return command
    .argument("[id...]", "which ones")
    .option("--all", `${word} all dead letters that the other options fit`)
    .option("--held", "not dead letters, but what a rehearsal has held back")
    .option("--reason <text>", "only those whose reason holds this text");
}

const BATCH = 1000;

async function changeMany(
  word: "replay" | "cancel",
  ids: readonly string[],
  options: FilterOptions,
  more: object,
  io: CliIo,
): Promise<void> {
  if (ids.length > 0 === (options.all === true)) {
    throw new DeskbellError(
      "INPUT_INVALID",
      `name the deliveries to ${word}, or give --all (with --integration, --reason … for some of them)`,
    );
  }
  const inDoubt = toInDoubt(options);
  const filter = {
    state: options.held ? "held" : "dead",
    ...(ids.length > 0 && { ids }),
    ...(options.integration !== undefined && { integration: options.integration }),
    ...(options.feature !== undefined && { feature: options.feature }),
    ...(options.reason !== undefined && { reason: options.reason }),
    ...(inDoubt !== undefined && { inDoubt }),
    // Whatever dies while this goes on is not taken up again by it.
    ...(ids.length === 0 && { endedBefore: Date.now() }),
    limit: BATCH,
  };
  const changed: string[] = [];
  const left = new Map<string, string>();
  for (;;) {
    const body = { ...filter, ...more };
    const result = await callServer<BulkResult>(options, io, "POST", `/api/v1/dead-letters/${word}`, body);
    changed.push(...result.changed);
    for (const { id, reason } of result.left) left.set(id, reason);
    if (result.changed.length + result.left.length < BATCH || result.changed.length === 0) break;
  }
  for (const id of ids)
    if (!changed.includes(id) && !left.has(id))
      left.set(id, options.held ? "it is not held back" : "it is no dead letter");
  const result = { changed, left: [...left].map(([id, reason]) => ({ id, reason })) };
  if (options.json) outJson(io, result);
  else {
    io.out(
      `${changed.length} ${changed.length === 1 ? "delivery is" : "deliveries are"} ${word === "replay" ? "due again" : "cancelled"}\n`,
    );
    for (const { id, reason } of result.left) io.say(`deskbell: ${id} is left as it is: ${reason}\n`);
  }
}

function toInDoubt({ inDoubt, notInDoubt }: FilterOptions): boolean | undefined {
  if (inDoubt) return true;
  return notInDoubt ? false : undefined;
}

function toLine({ id, integrationId, callId, feature, state, attempt, inDoubt, note }: Delivery): string {
  const mark = inDoubt && !note?.startsWith("uncertain") ? " (in doubt)" : "";
  return `${id}  ${integrationId}  ${feature}  ${state}${mark}  attempt ${attempt}  call ${callId}  ${note ?? ""}`.trimEnd();
}
