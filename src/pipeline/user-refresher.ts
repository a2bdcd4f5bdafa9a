import { type Env, HOUR, MINUTE } from "../base/index.ts";
import { findTokens, listIntegrations, type Store } from "../store/index.ts";
import { authSettings, type Template } from "../template/index.ts";
import { readUserListStatus } from "./associations.ts";
import type { Log, Runtimes } from "./runtime.ts";
import { refreshUsers } from "./users.ts";

/** How often it is looked whether a list has become old; the first time so long after the start, when calls that waited have gone ahead. */
const LOOK_MS = MINUTE;
/** A list that could not be read is tried again after this. */
const AGAIN_MS = HOUR;

export interface UserRefresherOptions {
  readonly store: Store;
  readonly env: Env;
  readonly runtimes: Runtimes;
  readonly log: Log;
  readonly exclusive: <T>(name: string, task: () => Promise<T>) => Promise<T>;
  /** How old a list of helpdesk users may become (ms). */
  readonly maxAgeMs: number;
}

/** Keeps the lists of helpdesk users fresh, in the background. */
export interface UserRefresher {
  start(): void;
  /** Resolves when a refresh under way has ended. */
  stop(): Promise<void>;
  /** Reads those lists that were never read, or are too old, and were not tried in the last hour. Never throws. */
  refreshOld(): Promise<void>;
  /** Reads a list now, however old; what fails is logged, and tried again later. */
  refreshSoon(integrationId: string): void;
}

export function createUserRefresher(options: UserRefresherOptions): UserRefresher {
  const { store, env, runtimes, log, exclusive, maxAgeMs } = options;
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();

  async function isDue(integrationId: string): Promise<boolean> {
    const { fetchedAt = 0, triedAt = 0 } = await store.read(() => readUserListStatus(integrationId));
    return fetchedAt <= env.now() - maxAgeMs && triedAt <= env.now() - AGAIN_MS;
  }

  async function isConnected(integrationId: string, template: Template): Promise<boolean> {
    const auth = authSettings(template);
    if (auth?.kind !== "oauth2" || auth.authorizationEndpoint === undefined) return true;
    return (await store.read(() => findTokens(integrationId))) !== undefined;
  }

  async function refresh(integrationId: string, isWanted: () => Promise<boolean>): Promise<void> {
    try {
      // Another node may have read it while this one waited.
      await exclusive(`users ${integrationId}`, async () => {
        const runtime = await runtimes.get(integrationId);
        if (!runtime?.template.supports.userAssociation || !(await isWanted())) return;
        if (!(await isConnected(integrationId, runtime.template))) return;
        const { users, outcome, failure } = await refreshUsers(runtime, store, env);
        const facts = { integration: integrationId, outcome: outcome.kind };
        if (users.length > 0) log.info("the helpdesk's users were read", { ...facts, users: users.length });
        else
          log.warn("the helpdesk's users could not be read; those known stay, and it is tried again", {
            ...facts,
            failure,
          });
      });
    } catch (error) {
      log.warn("the helpdesk's users could not be read; it is tried again", { integration: integrationId, error });
    }
  }

  async function refreshOld(): Promise<void> {
    try {
      for (const { id, enabled } of await store.read(listIntegrations)) {
        if (enabled && (await isDue(id))) await refresh(id, () => isDue(id));
      }
    } catch (error) {
      log.warn("which lists of helpdesk users are old could not be found out; it is tried again", { error });
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      work = Promise.all([work, refreshOld()]).then(() => {
        if (running) schedule();
      });
    }, LOOK_MS);
  }

  return {
    start() {
      running = true;
      schedule();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await work;
    },
    refreshOld,
    refreshSoon(integrationId) {
      work = Promise.all([work, refresh(integrationId, async () => true)]).then(() => undefined);
    },
  };
}
