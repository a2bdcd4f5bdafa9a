import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { closeApi, createApi, findFrameAncestors, type OneTimeLink } from "../api/index.ts";
import { DAY, DeskbellError, type Env, type Secret } from "../base/index.ts";
import { openFeed } from "../live/index.ts";
import { createEngine, createMembership, type Engine, type Log } from "../pipeline/index.ts";
import { listIntegrations, lockFolder, openPostgresStore, openSqliteStore, type Store } from "../store/index.ts";
import { applyConfig } from "./config/apply.ts";
import { readSetUp } from "./config/export.ts";
import type { ConfigFile } from "./config/read.ts";
import { recordConfig } from "./config/record.ts";
import { DEFAULT_SIGN_IN, readSignIn } from "./config/sign-in.ts";
import { findUnnamed } from "./config/unnamed.ts";
import { openDataFolder, openVault } from "./data-folder.ts";
import { realEnv } from "./env.ts";
import { makeSetUpLink } from "./first-person.ts";
import { makeFirstToken } from "./first-token.ts";
import { checkKeys } from "./key-check.ts";
import { PACKAGE } from "./package-info.ts";
import { openRecordings, tendRecordings } from "./recordings/open.ts";
import { createRuntimes } from "./runtimes.ts";
import { connectorOf, sharedSecretOf } from "./telephones.ts";

export const DEFAULT_PORT = 8484;

export interface ServerOptions {
  /** Made when it is not there. Everything that is kept lies in it. */
  readonly dataFolder: string;
  readonly config?: ConfigFile;
  /** `postgres://user:password@host:port/database`, which several nodes may share; absent = a SQLite file in the data folder. */
  readonly storeUrl?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default {@link DEFAULT_PORT}; 0 = any free one. */
  readonly port?: number;
  /** Under which browsers reach the server; default: where it listens. */
  readonly publicUrl?: string;
  readonly allowPrivateTargets?: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly env?: Env;
  /** Milliseconds that an ended call waits for late events. */
  readonly settleMs?: number;
}

/** A running server. */
export interface Server {
  /** `http://host:port` */
  readonly address: string;
  /** The first start's administrator token; it is not kept in the clear and cannot be had again. */
  readonly adminToken: Secret | undefined;
  /** By which the owner is made; there while there is none, and another at each start. */
  readonly setUpLink: OneTimeLink | undefined;
  readonly engine: Engine;
  readonly store: Store;
  /** Takes in nothing new, lets running attempts end, closes everything. */
  close(): Promise<void>;
}

/**
 * Opens the store, sets up what the configuration says, starts the engine and listens. Whatever is wrong is a DeskbellError whose
 * sentence tells the operator what to do, and then nothing is left open.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataFolder, environment, log, env = realEnv } = options;
  const closers: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    openDataFolder(dataFolder);
    closers.push(lockFolder(join(dataFolder, "deskbell.lock")));
    const vault = openVault(dataFolder, environment);
    const store = await openStore(options);
    closers.push(() => store.close());
    await checkKeys(store, vault);
    const tools = { store, vault, env };
    const node = `${hostname()} ${process.pid}`;
    const membership = createMembership({
      store,
      env,
      log,
      name: node,
      version: PACKAGE.version,
    });
    if (options.config) {
      const { config } = options;
      const shippedTemplates = PACKAGE.templatesFolder;
      // Nodes that start at the same moment with the same configuration take turns.
      await membership.exclusive("set-up", () => applyConfig(config, { ...tools, environment, shippedTemplates }));
      await recordConfig(config.config, store, env);
      const unnamed = await findUnnamed(options.config.config, store);
      if (unnamed.length > 0) log.info("set up already and not named by the configuration: it stays", { unnamed });
    }
    let publicUrl = options.publicUrl?.replace(/\/+$/, "");
    const recordingOptions = {
      ...tools,
      dataFolder,
      log,
      config: options.config?.config,
      engine: (): Engine => engine,
      publicUrl: () => publicUrl ?? "",
      allowPrivateNetworkTargets: options.allowPrivateTargets ?? false,
    };
    const recordings = await openRecordings(recordingOptions);
    const runtimes = createRuntimes({
      ...tools,
      recordings,
      userAgent: `Deskbell/${PACKAGE.version}`,
      allowPrivateNetworkTargets: options.allowPrivateTargets ?? false,
      exclusive: membership.exclusive,
    });
    closers.push(() => runtimes.close());
    // An integration that cannot be built is told now, to the person who starts the server, and not when the phone rings.
    for (const { id } of await store.read(listIntegrations)) await runtimes.get(id);
    const engine = createEngine({
      ...tools,
      runtimes,
      log,
      membership,
      pbx: {
        connectorOf: (connection) => connectorOf(connection, vault),
        sharedSecretOf: (id) => sharedSecretOf(id, tools),
      },
      retention: options.config?.config.retention ?? {},
      ...(options.settleMs !== undefined && { settleMs: options.settleMs }),
      userListMs: DAY,
    });
    closers.push(() => engine.stop());
    const feed = openFeed(store);
    const api = await createApi({
      ...tools,
      engine,
      runtimes,
      feed,
      log,
      recordings,
      publicUrl: () => publicUrl ?? "",
      signIn: options.config ? readSignIn(options.config, environment).settings : DEFAULT_SIGN_IN,
      trustedProxies: options.config?.config.server?.trustedProxies ?? [],
      frameAncestors: () => store.read(findFrameAncestors),
      readSetUp: () => readSetUp(store),
      namedRetention: options.config?.config.retention ?? {},
      version: PACKAGE.version,
      allowPrivateTargets: options.allowPrivateTargets ?? false,
      templatesFolder: PACKAGE.templatesFolder,
      ...findPages(log),
    });
    closers.push(
      () => closeApi(api),
      // First, since who follows the feed would otherwise hold the API open.
      () => feed.close(),
    );
    const address = await listen(api, options);
    publicUrl ??= address;
    const adminToken = await makeFirstToken(store, env);
    const setUpLink = await makeSetUpLink(store, env, publicUrl);
    await engine.start();
    closers.push(tendRecordings(recordings, recordingOptions, node));
    log.info("listening", { address });
    return { address, adminToken, setUpLink, engine, store, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function findPages(log: Log): { readonly webFolder?: string } {
  const { webFolder } = PACKAGE;
  if (existsSync(webFolder)) return { webFolder };
  log.warn("the browser pages are not built; the API works without them. To build them: npm run pages", { webFolder });
  return {};
}

async function openStore({ dataFolder, storeUrl }: ServerOptions): Promise<Store> {
  return storeUrl === undefined ? openSqliteStore(join(dataFolder, "deskbell.sqlite")) : openPostgresStore(storeUrl);
}

async function listen(api: Awaited<ReturnType<typeof createApi>>, options: ServerOptions): Promise<string> {
  const { host = "127.0.0.1", port = DEFAULT_PORT } = options;
  try {
    await api.listen({ host, port });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === "EADDRINUSE"
        ? "is in use by another program; give another with --port"
        : `cannot be listened on: ${message}`;
    throw new DeskbellError("CONFLICT", `${host}:${port} ${why}`, { cause });
  }
  const { address, family, port: real } = api.server.address() as AddressInfo;
  const shown = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && shown.includes(":") ? `[${shown}]` : shown}:${real}`;
}
