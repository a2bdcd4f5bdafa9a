import { DeskbellError, type Env } from "../../base/index.ts";
import { lastNewsAt } from "../../calls/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { OpenConnector, PbxExtension, PbxNotice, Session, SharedSecret } from "../../pbx/index.ts";
import {
  type Connection,
  type ConnectionNotice,
  findCallByPbxId,
  findConnection,
  findConnectionState,
  listConnectionNotices,
  listExtensions,
  listOpenCalls,
  type Operation,
  removeExtension,
  type Store,
  saveConnectionNotice,
  saveConnectionState,
  saveExtension,
} from "../../store/index.ts";
import { associateConnectionAgain } from "../associations.ts";
import { closeUnheardCall } from "../flow.ts";
import type { HoldListener } from "../holders.ts";
import type { Log, Runtimes } from "../runtime.ts";
import type { ConnectionState } from "./connection-state.ts";
import { mergeExtensions } from "./merge-extensions.ts";
import { pushContacts } from "./push-contacts.ts";
import { type Runner, startRunner } from "./runner.ts";

/** How a connection stands, for people; `state` is absent where the PBX comes to us and nobody keeps a session. */
export interface ConnectionStatus {
  readonly connectionId: string;
  readonly state?: ConnectionState;
  readonly heardAt?: number;
}

/** Talks to the PBXs that this node holds. */
export interface Telephones extends HoldListener {
  status(connectionId: string): Promise<ConnectionStatus>;
  /**
   * Asks the PBX something: in the session that this node has, else in one opened for that. Throws `NOT_FOUND` and `CONFLICT`
   * for a connection that is not there or cannot be asked, and what the session throws.
   */
  ask<T>(connectionId: string, question: (session: Session) => Promise<T>): Promise<T>;
  /** Its set-up has changed, or with no id perhaps that of any: it is spoken to by that from now on, if by this node. */
  changed(connectionId?: string): void;
  /** Tries at once to connect, whatever it is waiting for; one that is connected logs in anew. */
  reconnect(connectionId: string): Promise<void>;
  refreshExtensions(connectionId: string): Promise<void>;
  keepNotices(connectionId: string, notices: readonly PbxNotice[]): Promise<void>;
  /** What the PBX told beside its calls, the newest first. */
  listNotices(connectionId: string, limit: number): Promise<readonly ConnectionNotice[]>;
}

export interface TelephonesOptions {
  readonly store: Store;
  readonly env: Env;
  readonly log: Log;
  readonly runtimes: Pick<Runtimes, "ofConnection">;
  /** This node, for people. */
  readonly node: string;
  /** How long an ended call waits for late events (ms). */
  readonly settleMs: number;
  /** `undefined` = the PBX comes to us by itself. Throws when the settings or secrets cannot be read. */
  readonly connectorOf: (connection: Connection) => OpenConnector | undefined;
  readonly sharedSecretOf: (connectionId: string) => SharedSecret;
  readonly accept: (connectionId: string, events: readonly PhoneEvent[]) => Promise<unknown>;
  readonly fenceOf: (connectionId: string) => number | undefined;
  /** Something was changed that due work may come of. */
  readonly wake: () => void;
}

export function createTelephones(options: TelephonesOptions): Telephones {
  const { store, env, log } = options;
  /** What the runners were started with. */
  const spoken = new Map<string, string | undefined>();
  const runners = new Map<string, Promise<Runner | undefined>>();

  async function start(connectionId: string, fence: number): Promise<Runner | undefined> {
    const connection = await store.read(() => findConnection(connectionId));
    spoken.set(connectionId, toPrint(connection));
    if (!connection?.enabled) return undefined;
    let connector: OpenConnector | undefined;
    try {
      connector = options.connectorOf(connection);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error("a PBX connection cannot be opened", { connection: connectionId, reason });
      const state: ConnectionState = { state: "refused", since: env.now(), node: options.node, reason };
      await store.write(() => saveConnectionState(connectionId, state, undefined, env.now()));
      return undefined;
    }
    if (!connector) return undefined;
    return startRunner(connector, undefined, {
      connectionId,
      zone: connection.zone,
      env,
      log,
      node: options.node,
      shared: options.sharedSecretOf(connectionId),
      isHolder: () => options.fenceOf(connectionId) === fence,
      accept: async (events) => void (await options.accept(connectionId, events)),
      keepNotice: (notice) => keepNotices(connectionId, [notice]),
      saveExtensions: (listed) => store.write(() => saveListed(connectionId, listed)),
      keepUp: async (session) =>
        pushContacts(session, await options.runtimes.ofConnection(connectionId), { store, env, log }),
      listOpenCalls: async () =>
        (await store.read(() => listOpenCalls(connectionId))).map((call) => ({
          pbxCallId: call.pbxCallId,
          lastAt: lastNewsAt(call),
        })),
      async closeCall(pbxCallId) {
        const own = await options.runtimes.ofConnection(connectionId);
        await store.write(function* () {
          const stored = yield* findCallByPbxId(connectionId, pbxCallId);
          if (stored) yield* closeUnheardCall(stored.call.id, own, env, options.settleMs);
        });
        options.wake();
      },
      readState: async () => (await store.read(() => findConnectionState<ConnectionState>(connectionId)))?.state,
      saveState: (state, heardAt) => store.write(() => saveConnectionState(connectionId, state, heardAt, env.now())),
    });
  }

  async function keepNotices(connectionId: string, notices: readonly PbxNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await store.write(function* () {
      for (const notice of notices) {
        const key = `${notice.kind} ${JSON.stringify(notice.body)}`;
        yield* saveConnectionNotice(connectionId, { ...notice, key });
      }
    });
  }

  async function stop(connectionId: string): Promise<void> {
    const runner = runners.get(connectionId);
    runners.delete(connectionId);
    await (await runner)?.stop();
  }

  function gained(connectionId: string, fence: number): void {
    const before = runners.get(connectionId);
    const runner = (async () => {
      await (await before)?.stop();
      return start(connectionId, fence);
    })().catch((error: unknown) => {
      log.error("a PBX connection could not be taken up", { connection: connectionId, error });
      return undefined;
    });
    runners.set(connectionId, runner);
  }

  function checkChange(connectionId: string): void {
    const fence = options.fenceOf(connectionId);
    // Extensions, names and the like are no reason to hang up.
    void store
      .read(() => findConnection(connectionId))
      .then((connection) => {
        const before = spoken.get(connectionId);
        if (fence !== undefined && toPrint(connection) !== before) gained(connectionId, fence);
      })
      .catch((error: unknown) =>
        log.error("a changed PBX connection was not read", { connection: connectionId, error }),
      );
  }

  async function getConnection(connectionId: string): Promise<Connection> {
    const connection = await store.read(() => findConnection(connectionId));
    if (!connection) throw new DeskbellError("NOT_FOUND", `there is no connection "${connectionId}"`);
    return connection;
  }

  const telephones: Telephones = {
    gained,
    lost: stop,
    changed(only) {
      for (const connectionId of only === undefined ? spoken.keys() : [only]) checkChange(connectionId);
    },
    async status(connectionId) {
      const runner = await runners.get(connectionId);
      if (runner) {
        const heardAt = runner.heardAt();
        return { connectionId, state: runner.state(), ...(heardAt !== undefined && { heardAt }) };
      }
      const stored = await store.read(() => findConnectionState<ConnectionState>(connectionId));
      if (!stored) return { connectionId };
      const { state, heardAt } = stored;
      return { connectionId, state, ...(heardAt !== undefined && { heardAt }) };
    },
    async ask(connectionId, question) {
      const own = (await runners.get(connectionId))?.session();
      if (own) return question(own);
      const connection = await getConnection(connectionId);
      const connector = options.connectorOf(connection);
      if (!connector) {
        throw new DeskbellError(
          "CONFLICT",
          `the PBX of connection "${connectionId}" (${connection.kind}) posts its events and cannot be asked for anything`,
        );
      }
      const session = await connector.connect(undefined, {
        env,
        zone: connection.zone,
        shared: options.sharedSecretOf(connectionId),
        askOnly: true,
        emit: async () => {},
        heard: () => {},
        note: () => {},
      });
      try {
        return await question(session);
      } finally {
        await session.close();
      }
    },
    async reconnect(connectionId) {
      await getConnection(connectionId);
      const runner = await runners.get(connectionId);
      if (runner && runner.state().state !== "connected") return runner.hasten();
      const fence = options.fenceOf(connectionId);
      if (fence !== undefined) gained(connectionId, fence);
    },
    async refreshExtensions(connectionId) {
      const runner = await runners.get(connectionId);
      if (runner?.session()) return runner.refreshExtensions();
      const listed = await telephones.ask(connectionId, (session) => session.listExtensions());
      await store.write(() => saveListed(connectionId, listed));
    },
    keepNotices,
    listNotices: (connectionId, limit) => store.read(() => listConnectionNotices(connectionId, limit)),
  };
  return telephones;
}

/** What a session depends on. */
function toPrint(connection: Connection | undefined): string | undefined {
  return (
    connection &&
    JSON.stringify([
      connection.kind,
      connection.zone,
      connection.enabled,
      connection.settings,
      connection.sealedSettings,
    ])
  );
}

function* saveListed(connectionId: string, listed: readonly PbxExtension[]): Operation<void> {
  const { saved, removed } = mergeExtensions(yield* listExtensions(connectionId), listed);
  for (const one of saved) yield* saveExtension(connectionId, one);
  for (const { number } of removed) yield* removeExtension(connectionId, number);
  if (saved.length + removed.length > 0) yield* associateConnectionAgain(connectionId);
}
