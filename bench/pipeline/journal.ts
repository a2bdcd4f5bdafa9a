import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";

/** A file that lines are appended to and that is flushed to the disk: the least that "written down" can cost. */
export interface Journal {
  /** Resolves when the line is on the disk. */
  append(line: Uint8Array): Promise<void>;
  close(): void;
}

/** With `group`, lines that come within one turn of the event loop share one flush, as commits do in Deskbell's store. */
export function openJournal(file: string, group: boolean): Journal {
  const handle = openSync(file, "a");
  let lines: Uint8Array[] = [];
  let resolvers: (() => void)[] = [];

  function flush(): void {
    const written = resolvers;
    const bytes = Buffer.concat(lines);
    lines = [];
    resolvers = [];
    writeSync(handle, bytes);
    fdatasyncSync(handle);
    for (const resolve of written) resolve();
  }

  return {
    append(line) {
      return new Promise((resolve) => {
        if (group && lines.length === 0) setImmediate(flush);
        lines.push(line);
        resolvers.push(resolve);
        if (!group) flush();
      });
    },
    close: () => closeSync(handle),
  };
}
