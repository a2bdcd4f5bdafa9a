import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createApi } from "./api.ts";
import { json, type ReceivedRequest, type Reply, readBody, sendReply } from "./http.ts";
import { createOAuthServer, type OAuthServer } from "./oauth.ts";
import { DEMO_SEED } from "./seed.ts";
import { handleSite } from "./site.ts";
import { createState, type HelpdeskSeed, type HelpdeskState } from "./state.ts";

export interface DemoHelpdeskOptions {
  /** Default 0: any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Default {@link DEMO_SEED}. */
  readonly seed?: HelpdeskSeed;
  /** The one OAuth client; default `deskbell` with the secret `demo-secret`. */
  readonly client?: { readonly id: string; readonly secret: string; readonly redirectUris?: readonly string[] };
  /** Default true: the authorisation page sends the browser straight back with a code. False shows a button first. */
  readonly autoConsent?: boolean;
  /** Seconds that an access token lives; default two hours. */
  readonly accessLifeSeconds?: number;
  /** Clock in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A small helpdesk with Zendesk's API v2 and pages to look at, in memory on 127.0.0.1. */
export interface DemoHelpdesk {
  /** `http://127.0.0.1:port`, the value for the Zendesk template's field `address`. */
  readonly address: string;
  readonly state: HelpdeskState;
  readonly oauth: OAuthServer;
  /** API and token requests, oldest first, the last thousand. */
  readonly requests: readonly ReceivedRequest[];
  /** The next API requests get these answers, in order, instead of real ones. */
  answerNext(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

const REQUESTS_KEPT = 1000;
const DAY_SECONDS = 86_400;

export async function createDemoHelpdesk(options: DemoHelpdeskOptions = {}): Promise<DemoHelpdesk> {
  const now = options.now ?? Date.now;
  const state = createState(options.seed ?? DEMO_SEED, now);
  const client = options.client ?? { id: "deskbell", secret: "demo-secret" };
  const oauth = createOAuthServer({
    clientId: client.id,
    clientSecret: client.secret,
    ...(client.redirectUris && { redirectUris: client.redirectUris }),
    accessLifeSeconds: options.accessLifeSeconds ?? 7200,
    refreshLifeSeconds: 30 * DAY_SECONDS,
    now,
  });
  const watchers = new Set<ServerResponse>();
  const tellWatchers = () => {
    for (const watcher of watchers) watcher.write("data: changed\n\n");
  };
  const api = createApi(state, oauth, now, tellWatchers);
  const requests: ReceivedRequest[] = [];
  const prepared: Reply[] = [];

  function answer(request: ReceivedRequest, url: URL): Reply {
    const isApi = url.pathname.startsWith("/api/");
    const isToken = url.pathname === "/oauth/tokens" && request.method === "POST";
    if (!isApi && !isToken) return handleSite(request, url, state, oauth, options.autoConsent ?? true);
    requests.push(request);
    if (requests.length > REQUESTS_KEPT) requests.shift();
    if (isToken) return oauth.token(request);
    return prepared.shift() ?? api.handle(request, url);
  }

  const server = createServer(async (incoming, response) => {
    const { method = "GET", url: path = "/", headers } = incoming;
    const url = URL.canParse(path, "http://127.0.0.1") ? new URL(path, "http://127.0.0.1") : undefined;
    if (!url) return sendReply(response, json(400, { error: "InvalidURL" }));
    if (url.pathname === "/changes") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("retry: 1000\n\n");
      watchers.add(response);
      response.on("close", () => watchers.delete(response));
      return;
    }
    const body = await readBody(incoming).catch(() => undefined);
    if (body === undefined) return sendReply(response, json(413, { error: "RequestTooLarge" }));
    sendReply(response, answer({ method, url: path, headers, body }, url));
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    oauth,
    requests,
    answerNext: (...replies) => void prepared.push(...replies),
    async close() {
      for (const watcher of watchers) watcher.end();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
