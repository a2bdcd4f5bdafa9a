/**
 * Writes events into the store named on the command line until it is killed, several writes of several events at a time, and prints
 * the number of each write once it is acknowledged: `node store-writer.ts <file> <first number> <events per write>`.
 */
import { writeSync } from "node:fs";
import { acceptEvents, type Operation, openSqliteStore, recordChange, saveConnection } from "../../src/store/index.ts";

const [file, first, size] = process.argv.slice(2) as [string, string, string];
const store = openSqliteStore(file);
const now = Date.now();
await store.write(() => saveConnection({ id: "pbx", name: "PBX", kind: "generic", zone: "UTC" }, now));

let next = Number(first);
async function writeOn(): Promise<never> {
  for (;;) {
    const number = next++;
    await store.write(function* (): Operation<void> {
      const events = Array.from({ length: Number(size) }, (_, at) => ({
        key: `${number}-${at}`,
        pbxCallId: `call-${number}`,
        occurredAt: now,
        kind: "started" as const,
        from: "+66812345678".padEnd(400, "0"),
      }));
      yield* acceptEvents("pbx", events, now, "writer");
      yield* recordChange(now, { kind: "integration", integrationId: String(number), attention: null });
    });
    // Past Node's own buffers, so that what is printed is out when the kill comes.
    writeSync(1, `${number}\n`);
  }
}
await Promise.all(Array.from({ length: 20 }, writeOn));
