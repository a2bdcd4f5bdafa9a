import type { Command } from "commander";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface Verified {
  readonly ok: boolean;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fault?: { readonly seq: number; readonly reason: string };
}

interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly who: { readonly kind: string; readonly name: string; readonly address: string };
  readonly action: string;
  readonly subject: string;
}

export function register(program: Command, io: CliIo): void {
  const audit = program
    .command("audit")
    .summary("read and check the audit log of a running server")
    .description("Who changed what, in a chain that shows whether anything in it was changed or taken out.");
  const withServer = (command: Command) =>
    command
      .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
      .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
      .option("--json", "print the result as JSON, for programs");

  withServer(audit.command("list"))
    .summary("print the newest entries, the oldest of them first")
    .option("--limit <number>", "how many", "50")
    .option("--action <name>", "only this one, such as putConnection")
    .action(async (options: ServerOptions & { json?: boolean; limit: string; action?: string }) => {
      const query = new URLSearchParams({ limit: options.limit, ...(options.action && { action: options.action }) });
      const list = await callServer<{ entries: Entry[] }>(options, io, "GET", `/api/v1/audit?${query}`);
      if (options.json) return outJson(io, list);
      for (const { seq, at, who, action, subject } of list.entries.toReversed()) {
        const name = [who.name || who.kind, who.address && `(${who.address})`].filter(Boolean).join(" ");
        io.out(`${seq}  ${new Date(at).toISOString()}  ${name}  ${action}  ${subject}\n`);
      }
    });
  withServer(audit.command("verify"))
    .summary("check that nothing was changed or taken out")
    .action(async (options: ServerOptions & { json?: boolean }) => {
      const { ok, head, fault } = await callServer<Verified>(options, io, "GET", "/api/v1/audit/verify");
      if (options.json) outJson(io, { ok, head, ...(fault && { fault }) });
      else if (fault) io.out(`entry ${fault.seq} is at fault: ${fault.reason}\n`);
      else io.out(`whole: ${head.seq} ${head.seq === 1 ? "entry" : "entries"}, the last has ${head.hash}\n`);
      if (!ok) io.exit(1);
    });
}
