import { randomBytes } from "node:crypto";
import { DAY, type Env, MINUTE, Secret } from "../../base/index.ts";
import { addLink, dropLinks, type LinkKind, type Operation, type Store } from "../../store/index.ts";
import { hashToken } from "../credentials.ts";

/** How long a link is good, in milliseconds. */
const LIVES: Readonly<Record<LinkKind, number>> = {
  "set-up": DAY,
  invitation: 7 * DAY,
  reset: DAY,
  "sign-in": 10 * MINUTE,
};

/** A link that is good once. */
export interface OneTimeLink {
  /** To be handed over by a way that others do not read. */
  readonly url: Secret;
  readonly expiresAt: number;
}

/**
 * Makes a link within the caller's transaction. What proves it stands behind `#`, which browsers keep to themselves: it gets into no
 * log of a server or proxy. Earlier links of a person are good no longer; of those for setting up each node may have given one.
 */
export function* makeLink(
  kind: LinkKind,
  personId: string | undefined,
  { env, publicUrl }: { readonly env: Env; readonly publicUrl: string },
): Operation<OneTimeLink> {
  const token = `dbl_${randomBytes(32).toString("base64url")}`;
  const expiresAt = env.now() + LIVES[kind];
  if (personId !== undefined) yield* dropLinks(personId);
  yield* addLink(hashToken(token), kind, personId, expiresAt);
  const page = kind === "sign-in" ? "sign-in" : "set-up";
  return { url: new Secret(`${publicUrl}/${page}#${token}`), expiresAt };
}

/** A link by which a person is signed in without a password: once, within ten minutes. */
export function makeSignInLink(
  personId: string,
  { store, ...tools }: { readonly store: Store; readonly env: Env; readonly publicUrl: string },
): Promise<OneTimeLink> {
  return store.write(() => makeLink("sign-in", personId, tools));
}
