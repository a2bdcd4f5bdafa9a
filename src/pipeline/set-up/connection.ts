import type { Secret } from "../../base/index.ts";
import type { Extension } from "../../domain/index.ts";
import {
  type Connection,
  findConnection,
  type Operation,
  saveConnection,
  saveExtension,
  sealPlace,
} from "../../store/index.ts";
import { associateConnectionAgain } from "../associations.ts";
import type { SetUpTools } from "./tools.ts";

export interface ConnectionInput {
  readonly id: string;
  readonly name?: string | undefined;
  readonly zone: string;
  /** Of posted events; absent = leave it as it is, `null` = take it away. */
  readonly signingSecret?: Secret | null | undefined;
  /** These are added or replaced; others stay. */
  readonly extensions?: readonly Extension[] | undefined;
}

/** Makes or changes the way in for one PBX. */
export async function setUpConnection(input: ConnectionInput, { store, vault, env }: SetUpTools): Promise<Connection> {
  const { id, signingSecret } = input;
  return store.write(function* (): Operation<Connection> {
    const before = yield* findConnection(id);
    const sealed = signingSecret ? vault.seal(signingSecret, sealPlace.connection(id)) : before?.sealedSecret;
    const connection: Connection = {
      id,
      name: input.name ?? before?.name ?? id,
      kind: "generic",
      zone: input.zone,
      ...(sealed !== undefined && signingSecret !== null && { sealedSecret: sealed }),
    };
    yield* saveConnection(connection, env.now());
    for (const extension of input.extensions ?? []) yield* saveExtension(id, extension);
    if (input.extensions?.length) yield* associateConnectionAgain(id);
    return connection;
  });
}
