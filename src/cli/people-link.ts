import { makeLink, type OneTimeLink } from "../api/index.ts";
import { DeskbellError } from "../base/index.ts";
import { realEnv } from "../server/index.ts";
import {
  addAuditEntry,
  findPersonByLogin,
  hasOwner,
  lock,
  openPostgresStore,
  PEOPLE_LOCK,
  type Store,
} from "../store/index.ts";
import { withDataFolder } from "./data-folder.ts";

/** Where the store is, and how browsers reach its server. */
export interface LinkPlace {
  readonly data?: string;
  readonly storeUrl: string | undefined;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Makes a link by the right of whoever may write into the store: for setting up while there is no owner, else for a new password of the
 * person named. Throws `NOT_FOUND`, `CONFLICT`, `INPUT_INVALID`.
 */
export async function makeLinkIn(place: LinkPlace, login: string | undefined): Promise<OneTimeLink & { kind: string }> {
  const make = (store: Store) =>
    store.write(function* () {
      yield* lock(PEOPLE_LOCK);
      const person = login === undefined ? undefined : (yield* findPersonByLogin(login.toLowerCase()))?.person;
      if (login !== undefined && !person) throw new DeskbellError("NOT_FOUND", `nobody signs in as "${login}"`);
      if (!person && (yield* hasOwner())) {
        throw new DeskbellError(
          "CONFLICT",
          "there is an owner already; name the person whose password is to be chosen anew",
        );
      }
      if (person?.disabled) throw new DeskbellError("CONFLICT", `${person.name} is disabled; enable them first`);
      const kind = person ? "reset" : "set-up";
      const link = yield* makeLink(kind, person?.id, { env: realEnv, publicUrl: place.publicUrl });
      const who = { kind: "system", id: "", name: "command line", address: "" } as const;
      const subject = person ? `person ${person.login}` : "set-up";
      yield* addAuditEntry({ who, action: "makePasswordLink", subject, after: { kind } }, realEnv.now());
      return { kind, ...link };
    });
  if (place.storeUrl !== undefined) {
    const store = await openPostgresStore(place.storeUrl);
    try {
      return await make(store);
    } finally {
      await store.close();
    }
  }
  if (place.data !== undefined) return withDataFolder(place.data, make);
  throw new DeskbellError("INPUT_INVALID", "say where the store is: --data FOLDER, or --store-url URL");
}
