import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret } from "../../base/index.ts";
import type { CallId } from "../../domain/index.ts";
import {
  findMeta,
  LINK_KEY,
  type RecordingLink,
  type Store,
  sealPlace,
  setMeta,
  type Vault,
} from "../../store/index.ts";

/** Makes and checks the tokens of links to recordings. A token is `<id>.<when it ends, in seconds, base 36>.<HMAC-SHA256>`. */
export interface LinkSigner {
  /** The link that a call has: the same each time for the same end. */
  make(callId: CallId, createdAt: number, expiresAt: number): RecordingLink;
  tokenOf(link: Pick<RecordingLink, "id" | "expiresAt">): string;
  /** The hash to find the link by; `undefined` for a token that is not ours. */
  hashOf(token: string): string | undefined;
}

const TOKEN = /^([A-Za-z0-9_-]{22})\.([0-9a-z]{1,10})\.([A-Za-z0-9_-]{43})$/;

/**
 * The key lies sealed in the store, so all nodes have the same, and a new key of the vault changes no link that stands in a ticket.
 * It is made at the first start.
 */
export async function openLinkSigner(store: Store, vault: Vault): Promise<LinkSigner> {
  const fresh = vault.seal(new Secret(randomBytes(32).toString("base64url")), sealPlace.linkKey);
  const sealed = await store.write(function* () {
    const known = yield* findMeta(LINK_KEY);
    if (known === undefined) yield* setMeta(LINK_KEY, fresh);
    return known ?? fresh;
  });
  return createLinkSigner(vault.open(sealed, sealPlace.linkKey));
}

export function createLinkSigner(secret: Secret): LinkSigner {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret.reveal(), "", `deskbell recording ${use}`, 32));
  const idKey = derive("link id");
  const tokenKey = derive("link token");
  const mac = (id: string, end: string) => createHmac("sha256", tokenKey).update(`${id}.${end}`).digest();

  function tokenOf({ id, expiresAt }: Pick<RecordingLink, "id" | "expiresAt">): string {
    const end = Math.floor(expiresAt / 1000).toString(36);
    return `${id}.${end}.${mac(id, end).toString("base64url")}`;
  }

  return {
    tokenOf,
    make(callId, createdAt, expiresAt) {
      // The call is in the id, which nobody else can make: so the token names it, too.
      const id = createHmac("sha256", idKey).update(callId).digest().subarray(0, 16).toString("base64url");
      return { id, callId, hash: toHash(tokenOf({ id, expiresAt })), createdAt, expiresAt };
    },
    hashOf(token) {
      const [, id = "", end = "", signature = ""] = TOKEN.exec(token) ?? [];
      if (id === "") return undefined;
      const given = Buffer.from(signature, "base64url");
      const good = mac(id, end);
      // Of the last character two bits say nothing: only one spelling is ours.
      if (given.toString("base64url") !== signature || !timingSafeEqual(given, good)) return undefined;
      return toHash(token);
    },
  };
}

function toHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
