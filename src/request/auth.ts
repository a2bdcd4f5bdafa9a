import type { Secret } from "../base/index.ts";

/** How requests prove who they are, with every text rendered. */
export type Auth =
  | { readonly kind: "none" }
  /** `credential` is the text that is sent Base64-encoded (RFC 7617). */
  | { readonly kind: "basic"; readonly credential: Secret }
  | { readonly kind: "bearer"; readonly tokenType: string; readonly token: Secret }
  /** A token that a server gives: OAuth2, or a bearer token that is fetched. */
  | {
      readonly kind: "token-server";
      readonly tokenType: string;
      readonly server: TokenServer;
      /** How the server gives a first token: a person's permission, or by the credentials alone. */
      readonly grant: "authorization-code" | "credentials";
      /** `false`: the token does not end, so none is ever refreshed. */
      readonly refresh: boolean;
      /** Texts in a refusal that tell that the token is no longer good. */
      readonly tokenErrors: readonly string[];
    };

export interface TokenServer {
  readonly endpoint: string;
  readonly refreshEndpoint: string;
  readonly method: "POST" | "GET";
  readonly format: "form" | "json";
  readonly clientAuth: "body" | "basic" | "query" | "none";
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  /** Further pairs of every token request. */
  readonly extra: readonly (readonly [string, string])[];
  /** Reads one value out of the answer; empty when it is not there. */
  readonly read: (body: string, what: "access" | "refresh" | "expires") => string;
}
