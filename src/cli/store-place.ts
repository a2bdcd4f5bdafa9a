import { DeskbellError } from "../base/index.ts";
import { resolveValue } from "./inputs.ts";
import type { CliIo } from "./io.ts";

/** The flag of every command that works on a store, for commander. */
export const STORE_URL_OPTION = [
  "--store-url <url>",
  "PostgreSQL as postgres://user:password@host:port/database instead of the data folder's file; @FILE or env:NAME (DESKBELL_STORE_URL)",
] as const;

/**
 * Which PostgreSQL the store is in; `undefined` = a file in the data folder. The flag wins over DESKBELL_STORE_URL, and an empty one of
 * either means none. Throws `INPUT_INVALID` when it is no such address, without repeating it, since a password may stand in it.
 */
export function readStoreUrl(flag: string | undefined, io: CliIo): string | undefined {
  const [where, value] =
    flag === undefined
      ? (["DESKBELL_STORE_URL", io.env.DESKBELL_STORE_URL] as const)
      : (["--store-url", resolveValue(flag, "--store-url", io)] as const);
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === "postgres:" || url?.protocol === "postgresql:") return value;
  // Only what is surely the kind of address is repeated: before a lonely colon a password may stand.
  const found = url && value.startsWith(`${url.protocol}//`) ? `begins with "${url.protocol}"` : "is no address";
  throw new DeskbellError(
    "INPUT_INVALID",
    `${where} ${found}; write postgres://user:password@host:port/database, with %-signs for special letters in the password`,
  );
}
