import { DeskbellError } from "../../base/index.ts";
import { CHANGES_LEAP, toAfterwards } from "./afterwards.ts";
import type { Header } from "./format.ts";
import { readBackup } from "./read-backup.ts";
import type { Target } from "./target.ts";
import type { RowCounts } from "./write-backup.ts";

export interface RestoreOptions {
  /** The old server did nothing after the backup was made: what stands open is taken as it was. */
  readonly asItWas: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Stops it; nothing is left then. */
  readonly signal?: AbortSignal;
}

export interface Restored {
  readonly header: Header;
  readonly rows: RowCounts;
}

/** Loads a backup into an empty place, wholly or not at all, and closes the target. */
export async function restoreInto(target: Target, file: string, options: RestoreOptions): Promise<Restored> {
  try {
    let header: Header | undefined;
    for await (const part of readBackup(file)) {
      if (options.signal?.aborted) throw new DeskbellError("CONFLICT", "stopped before the end; nothing is restored");
      switch (part.kind) {
        case "header":
          header = part.header;
          await target.begin(header.schema);
          break;
        case "rows":
          await target.insert(part.head, part.rows);
          break;
        case "trailer": {
          const { rows, counters } = part.trailer;
          const leap = options.asItWas ? 0 : CHANGES_LEAP;
          await target.commit(
            { ...counters, changes: (counters.changes ?? 0) + leap },
            toAfterwards(options.asItWas, options.now),
          );
          return { header: header as Header, rows };
        }
      }
    }
    throw new DeskbellError("INTERNAL", `${file}: reading the backup ended without its last line`);
  } finally {
    await target.close();
  }
}
