import { type Env, MINUTE, Secret } from "../base/index.ts";
import type { Call, Recording, TokenSet } from "../domain/index.ts";
import { type PbxKind, recordWithinMs } from "../pbx/index.ts";
import {
  type AudioAnswer,
  type IntegrationRuntime,
  openFields,
  type Runtimes,
  readAssociationMaps,
} from "../pipeline/index.ts";
import { createHelpdeskConnection, type TargetPolicy, type TokenStore } from "../request/index.ts";
import { compileTemplate, toAuth } from "../scenario/index.ts";
import {
  type Connection,
  findConnection,
  findIntegration,
  findPhonebookOf,
  findTemplate,
  findTokens,
  listExtensions,
  listFields,
  listIntegrations,
  type Store,
  saveTokens,
  sealPlace,
  type Vault,
} from "../store/index.ts";
import { rateLimitPerMinute, readTemplate } from "../template/index.ts";

/** Longer than any attempt goes on. */
const RETIRED_MS = 5 * MINUTE;

export interface RuntimesOptions extends TargetPolicy {
  readonly store: Store;
  readonly vault: Vault;
  readonly env: Env;
  readonly userAgent: string;
  /** Lets one task of a name run at a time over all nodes. */
  readonly exclusive: <T>(name: string, task: () => Promise<T>) => Promise<T>;
  readonly recordings?: {
    readonly addressFor: NonNullable<IntegrationRuntime["recordingUrl"]>;
    audioFor(call: Call): Promise<AudioAnswer>;
    canFetch(recording: Recording, connection: Connection): boolean;
  };
}

/** Builds integrations when they are first needed and keeps them until their set-up changes. */
export function createRuntimes(options: RuntimesOptions): Runtimes {
  const { store } = options;
  /** By integration, and by integration and revision for those that deliveries were replayed with. */
  const known = new Map<string, Promise<IntegrationRuntime | undefined>>();
  /** Attempts under way end on the connection that they began with, though its set-up has changed since. */
  const retired = new Set<Promise<IntegrationRuntime | undefined>>();
  let byConnection: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

  function get(id: string, revision?: number): Promise<IntegrationRuntime | undefined> {
    const key = revision === undefined ? id : `${id} ${revision}`;
    let runtime = known.get(key);
    if (!runtime) {
      runtime = build(id, revision, options);
      known.set(key, runtime);
      // Neither a failure is kept nor that there is none: by the next time it may be mended, or there.
      runtime.then(
        (built) => built ?? known.delete(key),
        () => known.delete(key),
      );
    }
    return runtime;
  }

  async function listByConnection(): Promise<ReadonlyMap<string, readonly string[]>> {
    const lists = new Map<string, string[]>();
    for (const { id, connectionId, enabled } of await store.read(listIntegrations)) {
      if (enabled) lists.set(connectionId, [...(lists.get(connectionId) ?? []), id]);
    }
    return lists;
  }

  function forgetWhere(isGone: (id: string) => boolean): void {
    for (const [key, old] of known) {
      if (!isGone(key.split(" ")[0] as string)) continue;
      known.delete(key);
      retired.add(old);
      setTimeout(() => {
        retired.delete(old);
        closeOne(old);
      }, RETIRED_MS).unref();
    }
    byConnection = undefined;
  }

  return {
    get: (id) => get(id),
    getRevision: (id, revision) => get(id, revision),
    async ofConnection(connectionId) {
      byConnection ??= listByConnection();
      // Like the runtimes: what could not be read is asked again.
      byConnection.catch(() => {
        byConnection = undefined;
      });
      const ids = (await byConnection).get(connectionId) ?? [];
      const runtimes = await Promise.all(ids.map((id) => get(id)));
      return runtimes.filter((one) => one !== undefined);
    },
    forget: (id) => forgetWhere((one) => one === id),
    forgetAll: () => forgetWhere(() => true),
    async close() {
      const all = await Promise.allSettled([...known.values(), ...retired]);
      await Promise.all(all.map((one) => (one.status === "fulfilled" ? one.value?.connection.close() : undefined)));
    },
  };
}

function closeOne(runtime: Promise<IntegrationRuntime | undefined>): void {
  runtime.then((one) => one?.connection.close()).catch(() => undefined);
}

async function build(
  id: string,
  otherRevision: number | undefined,
  options: RuntimesOptions,
): Promise<IntegrationRuntime | undefined> {
  const { store, vault, env, userAgent, recordings } = options;
  const found = await store.read(function* () {
    const integration = yield* findIntegration(id);
    return (
      integration && {
        integration,
        phonebook: yield* findPhonebookOf(id),
        connection: yield* findConnection(integration.connectionId),
        revision: yield* findTemplate(integration.templateKey, otherRevision ?? integration.templateRevision),
        stored: yield* listFields(id),
        extensions: yield* listExtensions(integration.connectionId),
        maps: yield* readAssociationMaps(integration),
      }
    );
  });
  const template = found?.revision && readTemplate(found.revision.xml).template;
  // One without a phonebook is disconnected: its secrets are forgotten.
  if (!found?.connection || !found.phonebook || !template) return undefined;
  const { integration, connection } = found;
  const fields = openFields(found.stored, vault, id);
  const compiled = compileTemplate(template, { zone: connection.zone });
  const requestsPerMinute = integration.settings.helpdesk.requestsPerMinute || rateLimitPerMinute(template);
  const recordAfterMs = recordWithinMs(connection.kind as PbxKind);
  return {
    integration,
    template,
    compiled,
    fields,
    zone: connection.zone,
    extensions: new Map(found.extensions.map((one) => [one.number, one])),
    ...found.maps,
    ...(recordings && {
      recordingUrl: recordings.addressFor,
      audio: { get: recordings.audioFor, canFetch: (recording) => recordings.canFetch(recording, connection) },
    }),
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(recordAfterMs !== undefined && { recordAfterMs }),
    connection: createHelpdeskConnection({
      auth: toAuth(compiled, fields),
      secrets: Object.values(fields).flatMap((value) => (typeof value === "string" ? [] : [value.reveal()])),
      tokenStore: createTokenStore(id, store, vault),
      maxConcurrentRequests: template.maxConcurrentRequests,
      ...(requestsPerMinute !== undefined && { requestsPerMinute }),
      allowPrivateNetworkTargets: options.allowPrivateNetworkTargets,
      userAgent,
      env,
      exclusive: (task) => options.exclusive(`tokens ${id}`, task),
    }),
  };
}

interface StoredTokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt?: number;
  readonly obtainedAt: number;
}

/** The tokens of an integration in the store, sealed as a whole. */
function createTokenStore(integrationId: string, store: Store, vault: Vault): TokenStore {
  const place = sealPlace.tokens(integrationId);
  return {
    async load() {
      const stored = await store.read(() => findTokens(integrationId));
      if (!stored) return undefined;
      const { accessToken, refreshToken, ...rest } = JSON.parse(
        vault.open(stored.sealed, place).reveal(),
      ) as StoredTokenSet;
      const tokens: TokenSet = {
        ...rest,
        accessToken: new Secret(accessToken),
        ...(refreshToken !== undefined && { refreshToken: new Secret(refreshToken) }),
      };
      return { tokens, version: stored.version };
    },
    async save({ accessToken, refreshToken, ...rest }, expectedVersion) {
      const plain: StoredTokenSet = {
        ...rest,
        accessToken: accessToken.reveal(),
        ...(refreshToken && { refreshToken: refreshToken.reveal() }),
      };
      const sealed = vault.seal(new Secret(JSON.stringify(plain)), place);
      return store.write(() => saveTokens(integrationId, sealed, rest.expiresAt, expectedVersion));
    },
  };
}
