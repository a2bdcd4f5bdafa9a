import pg from "pg";
import { SECOND } from "../../base/index.ts";

/** What a commit of some process told. */
export interface Notice {
  readonly sender: string;
  readonly changed: boolean;
  readonly signals: readonly string[];
}

export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_MS = SECOND / 2;

/**
 * Follows a channel on a connection of its own. `take` gets each notice, and `undefined` when the connection was lost and is there
 * again: notices may have been missed. Resolves when it listens; a first connection that fails rejects.
 */
export async function listenTo(
  config: pg.ClientConfig,
  channel: string,
  take: (notice: Notice | undefined) => void,
): Promise<Listening> {
  let open = true;
  let timer: NodeJS.Timeout | undefined;
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client(config);
    let state: "connecting" | "listening" | "lost" = "connecting";
    const lose = () => {
      const before = state;
      state = "lost";
      if (before !== "lost") fresh.end().catch(() => undefined);
      if (before === "listening") again();
    };
    fresh.on("notification", ({ payload }) => take(JSON.parse(payload ?? "{}") as Notice));
    fresh.on("error", lose);
    fresh.on("end", lose);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
    } catch (error) {
      lose();
      throw error;
    }
    state = "listening";
    return fresh;
  }

  function again(): void {
    if (!open) return;
    timer = setTimeout(() => {
      connect().then(
        (fresh) => {
          client = fresh;
          if (!open) void fresh.end();
          else take(undefined);
        },
        () => again(),
      );
    }, RECONNECT_MS);
  }

  return {
    async close() {
      open = false;
      clearTimeout(timer);
      await client.end().catch(() => undefined);
    },
  };
}
