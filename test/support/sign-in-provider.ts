import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LoadContext, Provider } from "oidc-provider";

/** What the provider says of its people, by the subject; a test may change it. */
export type Accounts = Record<string, Record<string, unknown>>;

export interface SignInProvider {
  readonly issuer: string;
  readonly accounts: Accounts;
  /** Goes the way of a browser whose person signs in as `subject` (or refuses), and gives where it is sent at last. */
  goThrough(url: string, subject: string | undefined): Promise<URL>;
  close(): Promise<void>;
}

const CLAIMS = ["email", "email_verified", "name", "groups", "phone_extension"];
const MAX_STEPS = 8;

/** A real OpenID provider (oidc-provider), PKCE demanded, that knows one client. A browser is shown a page on which to choose who one is. */
export async function openSignInProvider(
  client: { readonly id: string; readonly secret: string },
  redirectUri: () => string,
): Promise<SignInProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts: Accounts = {};
  let next: string | undefined;
  let handle: ReturnType<Provider["callback"]> | undefined;
  let provider: Provider;
  // Made at the first request, since the client's address is known only when it listens.
  const open = () => {
    provider = new Provider(issuer, {
      clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri()] }],
      pkce: { required: () => true },
      claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified", "groups", "phone_extension"] },
      conformIdTokenClaims: false,
      scopes: ["openid", "email", "profile"],
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, Session: 60, Interaction: 60, IdToken: 60 },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ["only-for-tests"] },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/consent/${uid}` },
      findAccount: (_: unknown, sub: string) => ({
        accountId: sub,
        claims: () => ({ sub, ...Object.fromEntries(CLAIMS.map((name) => [name, accounts[sub]?.[name]])) }),
      }),
      async loadExistingGrant({ oidc }: LoadContext) {
        const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope(oidc.params.scope ?? "");
        await grant.save();
        return grant;
      },
    });
    handle = provider.callback();
    return handle;
  };
  server.on("request", (request, response) => {
    const serve = handle ?? open();
    if (!request.url?.startsWith("/consent/")) return serve(request, response);
    const chosen = new URL(request.url, issuer).searchParams;
    if (request.headers.accept?.includes("text/html") && chosen.size === 0) {
      response.setHeader("content-type", "text/html");
      response.end(toConsentPage(Object.keys(accounts)));
      return;
    }
    const subject = chosen.size === 0 ? next : (chosen.get("as") ?? undefined);
    const refusal = { error: "access_denied", error_description: "not today" };
    void provider.interactionFinished(
      request,
      response,
      subject === undefined ? refusal : { login: { accountId: subject } },
    );
  });
  return {
    issuer,
    accounts,
    async goThrough(url, subject) {
      next = subject;
      const cookies = new Map<string, string>();
      let at = new URL(url);
      for (let step = 0; step < MAX_STEPS && at.origin === issuer; step++) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
        for (const line of answer.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (name !== undefined && value !== undefined) cookies.set(name, value);
        }
        const location = answer.headers.get("location");
        if (location === null)
          throw new Error(`no way on from ${at.pathname}: ${answer.status} ${await answer.text()}`);
        at = new URL(location, at);
      }
      return at;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function toConsentPage(subjects: readonly string[]): string {
  const choices = subjects.map((subject) => `<p><a href="?as=${encodeURIComponent(subject)}">I am ${subject}</a></p>`);
  return `<!doctype html><title>Who are you?</title>${choices.join("")}<p><a href="?no">I refuse</a></p>`;
}
