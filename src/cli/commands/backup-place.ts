import { join } from "node:path";
import { DeskbellError } from "../../base/index.ts";
import type { StorePlace } from "../../store/index.ts";
import type { CliIo } from "../io.ts";
import { readStoreUrl } from "../store-place.ts";

export interface PlaceOptions {
  readonly data?: string;
  readonly storeUrl?: string;
}

/** Where the store is, as `deskbell serve` finds it. `folder`: of a store that is a file. */
export type Found = { readonly place: StorePlace; readonly folder?: string };

/** Throws `INPUT_INVALID` when nothing says where. */
export function findPlace(options: PlaceOptions, io: CliIo): Found {
  const url = readStoreUrl(options.storeUrl, io);
  if (url !== undefined) return { place: { kind: "postgres", url } };
  const folder = options.data ?? io.env.DESKBELL_DATA;
  if (!folder) {
    throw new DeskbellError(
      "INPUT_INVALID",
      "say where the store is: --data FOLDER or --store-url URL, or DESKBELL_DATA or DESKBELL_STORE_URL in the environment",
    );
  }
  return { place: { kind: "sqlite", file: join(folder, "deskbell.sqlite") }, folder };
}

/** Such as `3 calls, 12 deliveries, 1 integrations`. */
export function describeRows(rows: Readonly<Record<string, number>>): string {
  return ["integrations", "calls", "deliveries"].map((table) => `${rows[table] ?? 0} ${table}`).join(", ");
}
