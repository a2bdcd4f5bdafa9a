import { DeskbellError, type Secret } from "../../base/index.ts";
import type { Extension } from "../../domain/index.ts";
import type { PbxKind } from "../../pbx/index.ts";
import {
  type Connection,
  findConnection,
  type Operation,
  saveConnection,
  saveExtension,
  sealPlace,
  type Vault,
} from "../../store/index.ts";
import { associateConnectionAgain } from "../associations.ts";
import { type StoredSettings, sealSettings } from "./connector-settings.ts";
import type { SetUpTools } from "./tools.ts";

export interface ConnectionInput {
  readonly id: string;
  readonly name?: string | undefined;
  /** Absent = as it is, or `generic`. */
  readonly kind?: PbxKind | undefined;
  readonly zone: string;
  /** Of the connector, secrets in the clear; they take the place of those that are stored, but a secret that is left out stays. Absent = as they are. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly enabled?: boolean | undefined;
  /** Of posted events; absent = leave it as it is, `null` = take it away. */
  readonly signingSecret?: Secret | null | undefined;
  /** These are added or replaced; others stay. */
  readonly extensions?: readonly Extension[] | undefined;
}

/** Makes or changes the way in for one PBX. Throws `INPUT_INVALID` with every problem of the connector's settings. */
export async function setUpConnection(input: ConnectionInput, { store, vault, env }: SetUpTools): Promise<Connection> {
  const { id, signingSecret } = input;
  return store.write(function* (): Operation<Connection> {
    const before = yield* findConnection(id);
    const kind = input.kind ?? (before?.kind as PbxKind | undefined) ?? "generic";
    const stored = toStoredSettings(input, kind, before, vault);
    const sealed = signingSecret ? vault.seal(signingSecret, sealPlace.connection(id)) : before?.sealedSecret;
    const connection: Connection = {
      id,
      name: input.name ?? before?.name ?? id,
      kind,
      zone: input.zone,
      ...stored,
      enabled: input.enabled ?? before?.enabled ?? true,
      ...(sealed !== undefined && signingSecret !== null && { sealedSecret: sealed }),
    };
    yield* saveConnection(connection, env.now());
    for (const extension of input.extensions ?? []) yield* saveExtension(id, extension);
    if (input.extensions?.length) yield* associateConnectionAgain(id);
    return connection;
  });
}

function toStoredSettings(
  { id, settings }: ConnectionInput,
  kind: PbxKind,
  before: Connection | undefined,
  vault: Vault,
): StoredSettings {
  const same = before?.kind === kind ? before : undefined;
  if (settings === undefined && same) return { settings: same.settings, sealedSettings: same.sealedSettings };
  const sealed = sealSettings(kind, id, settings ?? {}, same, vault);
  if (!("problems" in sealed)) return sealed;
  throw new DeskbellError("INPUT_INVALID", `the settings of connection "${id}" (${kind}) have problems`, {
    problems: sealed.problems.map((one) => ({ ...one, path: one.path ? `settings.${one.path}` : "settings" })),
  });
}
