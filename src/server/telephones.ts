import { DeskbellError, type Env, Secret } from "../base/index.ts";
import { type OpenConnector, openConnector, type PbxKind, readPbxSettings, type SharedSecret } from "../pbx/index.ts";
import { revealSettings } from "../pipeline/index.ts";
import {
  type Connection,
  findConnectionSecret,
  type Store,
  saveConnectionSecret,
  sealPlace,
  type Vault,
} from "../store/index.ts";

interface Tools {
  readonly store: Store;
  readonly vault: Vault;
  readonly env: Env;
}

/** The connector of a connection with its settings; `undefined` where the PBX comes to us. Throws when they cannot be read. */
export function connectorOf(connection: Connection, vault: Vault): OpenConnector | undefined {
  const { id, kind } = connection;
  const reading = readPbxSettings(kind as PbxKind, revealSettings(connection, id, vault));
  if ("settings" in reading) return openConnector(kind as PbxKind, reading.settings);
  const [first] = reading.problems;
  throw new DeskbellError("CONFIG_INVALID", `settings.${first?.path}: ${first?.message}`, {
    problems: reading.problems,
  });
}

/** What the nodes share for one connection, sealed in the store. */
export function sharedSecretOf(id: string, { store, vault, env }: Tools): SharedSecret {
  const place = sealPlace.shared(id);
  return {
    async read() {
      const sealed = await store.read(() => findConnectionSecret(id));
      return sealed === undefined ? undefined : vault.open(sealed, place).reveal();
    },
    async write(text) {
      const sealed = text === undefined ? undefined : vault.seal(new Secret(text), place);
      await store.write(() => saveConnectionSecret(id, sealed, env.now()));
    },
  };
}
