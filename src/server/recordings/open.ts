import { join } from "node:path";
import { type Env, HOUR } from "../../base/index.ts";
import type { Engine, Log } from "../../pipeline/index.ts";
import type { Store, Vault } from "../../store/index.ts";
import type { Config } from "../config/schema.ts";
import { openAudioCache } from "./audio-cache.ts";
import { createRecordingLibrary, type OpenLibrary } from "./library.ts";
import { openLinkSigner } from "./link-signer.ts";
import { startPrefetch } from "./prefetch.ts";

const LINK_DAYS = 365;
const MAX_MEGABYTES = 200;
const CACHE_MEGABYTES = 2048;
const MEGABYTE = 2 ** 20;
const SWEEP_EVERY_MS = HOUR;

export interface RecordingsOptions {
  readonly dataFolder: string;
  readonly store: Store;
  readonly vault: Vault;
  readonly env: Env;
  readonly log: Log;
  readonly config: Config | undefined;
  /** Known once it is made. */
  readonly engine: () => Engine;
  readonly publicUrl: () => string;
  readonly allowPrivateNetworkTargets: boolean;
}

/** The library as the configuration says. */
export async function openRecordings(options: RecordingsOptions): Promise<OpenLibrary> {
  const { store, vault, env, config, engine } = options;
  const {
    linkDays = LINK_DAYS,
    fetchUrls = false,
    maxMegabytes = MAX_MEGABYTES,
    cacheMegabytes = CACHE_MEGABYTES,
  } = config?.recordings ?? {};
  const limits = { maxBytes: maxMegabytes * MEGABYTE, maxTotalBytes: cacheMegabytes * MEGABYTE };
  const folder = join(options.dataFolder, "recordings");
  return createRecordingLibrary({
    ...options,
    cache: openAudioCache(folder, limits, env.newId, env.now),
    signer: await openLinkSigner(store, vault),
    rules: { linkDays, fetchUrls },
    retention: config?.retention ?? {},
    telephones: () => engine().telephones,
  });
}

/** Fetches ahead and removes what is over, until the function that it gives back is called. `node` is this one's name. */
export function tendRecordings(library: OpenLibrary, options: RecordingsOptions, node: string): () => Promise<void> {
  const { store, env, log, config, engine } = options;
  let sweeping = Promise.resolve();
  const sweep = () => {
    sweeping = library.sweep().catch((error: unknown) => log.error("old recordings could not be removed", { error }));
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  const stop =
    config?.recordings?.prefetch === false
      ? undefined
      : startPrefetch({
          store,
          env,
          log,
          prefetch: library.prefetch,
          async isOurs(connectionId) {
            const { state } = await engine().telephones.status(connectionId);
            return state?.state === "connected" && state.node === node;
          },
        });
  return async () => {
    clearInterval(timer);
    const ended = stop?.();
    // Whatever is being fetched is given up: nobody waits half an hour for a stop.
    await library.close();
    await Promise.all([ended, sweeping]);
  };
}
