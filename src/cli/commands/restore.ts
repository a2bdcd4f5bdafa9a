import { join, resolve } from "node:path";
import type { Command } from "commander";
import type { RestoreOptions as Options, Restored, StorePlace } from "../../store/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { STORE_URL_OPTION } from "../store-place.ts";
import { describeRows, findPlace, type PlaceOptions } from "./backup-place.ts";

interface RestoreOptions extends PlaceOptions {
  readonly from: string;
  readonly asItWas?: boolean;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("restore")
    .summary("load a backup into an empty store")
    .description(
      "Wholly or not at all, into a new data folder or an empty PostgreSQL database, whichever the backup came from. Tickets and journal entries that were not written yet when the backup was made may have been since: the engine looks for each before it writes it, and what it cannot find out waits for a person among the dead letters.",
    )
    .requiredOption("--from <file>", 'that "deskbell backup" wrote')
    .option("--data <folder>", "data folder (DESKBELL_DATA); made when it is not there")
    .option(...STORE_URL_OPTION)
    .option(
      "--as-it-was",
      "the server was stopped before the backup and has not run since: go on as if it were the same",
    )
    .option("--json", "print {madeAt, rows} as JSON, for programs")
    .addHelpText(
      "after",
      "\nExamples:\n  deskbell restore --from deskbell.backup --data /var/lib/deskbell-new\n  deskbell restore --from deskbell.backup --store-url @/etc/deskbell/store-url --as-it-was\n",
    )
    .action(async (options: RestoreOptions) => {
      const { place, folder } = findPlace(options, io);
      const file = resolve(io.cwd, options.from);
      const done = await restoreAt(place, folder, file, {
        asItWas: options.asItWas === true,
        now: Date.now(),
        signal: io.signal,
      });
      const madeAt = new Date(done.header.at).toISOString();
      if (options.json) outJson(io, { ok: true, madeAt, rows: done.rows });
      else io.out(`restored what was stored at ${madeAt}: ${describeRows(done.rows)}\n`);
      io.say("deskbell: before you start the server, put its secret.key, DESKBELL_KEY or DESKBELL_KEY_FILE in place\n");
    });
}

async function restoreAt(
  place: StorePlace,
  folder: string | undefined,
  file: string,
  options: Options,
): Promise<Restored> {
  const { lockFolder, restoreStore } = await import("../../store/index.ts");
  if (folder === undefined) return restoreStore(place, file, options);
  const { openDataFolder } = await import("../../server/index.ts");
  openDataFolder(folder);
  const unlock = lockFolder(join(folder, "deskbell.lock"));
  try {
    return await restoreStore(place, file, options);
  } finally {
    unlock();
  }
}
