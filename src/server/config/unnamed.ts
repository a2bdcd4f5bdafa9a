import {
  listConnections,
  listExtensions,
  listIntegrations,
  listPhonebooks,
  type Operation,
  type Store,
} from "../../store/index.ts";
import type { Config } from "./schema.ts";

/**
 * What is set up although the configuration does not name it, as `integration rt`: made by hand, or taken out of the file since.
 * A file never removes anything, so this is told.
 */
export function findUnnamed(config: Config, store: Store): Promise<string[]> {
  return store.read(function* (): Operation<string[]> {
    const unnamed: string[] = [];
    for (const { id } of yield* listConnections()) {
      const named = config.connections.find((one) => one.id === id);
      if (!named) {
        unnamed.push(`connection ${id}`);
        continue;
      }
      for (const { number } of yield* listExtensions(id)) {
        if (!named.extensions.some((one) => one.number === number)) unnamed.push(`extension ${number} of ${id}`);
      }
    }
    for (const { id, madeFor } of yield* listPhonebooks()) {
      if (madeFor === undefined && !config.phonebooks.some((one) => one.id === id)) unnamed.push(`phonebook ${id}`);
    }
    for (const { id } of yield* listIntegrations()) {
      if (!config.integrations.some((one) => one.id === id)) unnamed.push(`integration ${id}`);
    }
    return unnamed;
  });
}
