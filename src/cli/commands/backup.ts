import { resolve } from "node:path";
import type { Command } from "commander";
import { type CliIo, outJson } from "../io.ts";
import { STORE_URL_OPTION } from "../store-place.ts";
import { describeRows, findPlace, type PlaceOptions } from "./backup-place.ts";

interface BackupOptions extends PlaceOptions {
  readonly to: string;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("backup")
    .summary("write everything that is stored into a file, while the server runs")
    .description(
      "The file holds one moment, and is restored into either kind of store. Secrets stay sealed in it; their key is not in it: keep a copy of secret.key, or of DESKBELL_KEY, at another place.",
    )
    .requiredOption("--to <file>", "to write; it must not be there yet")
    .option("--data <folder>", "data folder of the server (DESKBELL_DATA)")
    .option(...STORE_URL_OPTION)
    .option("--json", "print {file, rows} as JSON, for programs")
    .addHelpText(
      "after",
      "\nExample:\n  deskbell backup --data /var/lib/deskbell --to /backup/deskbell-$(date +%F).backup\n",
    )
    .action(async (options: BackupOptions) => {
      const { backUpStore } = await import("../../store/index.ts");
      const { PACKAGE } = await import("../../server/package-info.ts");
      const { place } = findPlace(options, io);
      const file = resolve(io.cwd, options.to);
      const rows = await backUpStore(place, file, { version: PACKAGE.version, now: Date.now(), signal: io.signal });
      if (options.json) outJson(io, { ok: true, file, rows });
      else io.out(`${file} holds ${describeRows(rows)}\n`);
    });
}
