import { type JsonObject, json, type ReceivedRequest, type Reply, readJsonObject } from "./http.ts";
import type { OAuthServer } from "./oauth.ts";
import type { HelpdeskState } from "./state.ts";
import { createTicket, updateTicket } from "./tickets-api.ts";
import { createUser, listIdentities, listUsers, searchUsers } from "./users-api.ts";

/** The part of Zendesk's API v2 that integrations use: users, their identities, tickets. */
export interface HelpdeskApi {
  handle(request: ReceivedRequest, url: URL): Reply;
}

const NOT_FOUND = json(404, { error: "RecordNotFound", description: "Not found" });
const NO_TOKEN = json(401, { error: "Couldn't authenticate you" });
const BAD_TOKEN = json(401, {
  error: "invalid_token",
  error_description: "The access token provided is expired, revoked, malformed or invalid for other reasons.",
});
const NO_SCOPE = json(403, { error: "Forbidden", description: "You are missing the following required scopes: write" });

export function createApi(
  state: HelpdeskState,
  oauth: OAuthServer,
  now: () => number,
  onChange: () => void,
): HelpdeskApi {
  const replies = new Map<string, { readonly body: string; readonly reply: Reply }>();

  function route(request: ReceivedRequest, url: URL, body: JsonObject | undefined): Reply {
    const time = new Date(now()).toISOString();
    const path = url.pathname.replace(/\.json$/, "");
    const [, kind, id, part] = /^\/api\/v2\/(users|tickets)\/(\d+)(\/identities)?$/.exec(path) ?? [];
    switch (`${request.method} ${id ? `${kind}/id${part ?? ""}` : path}`) {
      case "GET /api/v2/users":
        return listUsers(state, url);
      case "GET /api/v2/users/search":
        return searchUsers(state, url);
      case "GET users/id/identities": {
        const user = state.users.find((one) => one.id === Number(id));
        return user ? listIdentities(user) : NOT_FOUND;
      }
      case "POST /api/v2/users":
        return createUser(state, body, time);
      case "POST /api/v2/tickets":
        return createTicket(state, body, time);
      case "PUT tickets/id": {
        const ticket = state.tickets.find((one) => one.id === Number(id));
        return ticket ? updateTicket(state, ticket, body, time) : NOT_FOUND;
      }
      default:
        return NOT_FOUND;
    }
  }

  return {
    handle(request, url) {
      const authorization = request.headers.authorization;
      if (typeof authorization !== "string") return NO_TOKEN;
      const scope = oauth.scopeOf(authorization);
      if (scope === undefined) return BAD_TOKEN;
      if (request.method === "GET") return route(request, url, undefined);
      if (!scope.split(" ").includes("write")) return NO_SCOPE;
      const header = request.headers["idempotency-key"];
      const key = typeof header === "string" ? `${url.pathname} ${header}` : undefined;
      const earlier = key === undefined ? undefined : replies.get(key);
      if (earlier && earlier.body !== request.body)
        return json(400, { error: "IdempotentRequestError", description: "The key was used with other parameters" });
      if (earlier) return { ...earlier.reply, headers: { ...earlier.reply.headers, "x-idempotency-lookup": "hit" } };
      const reply = route(request, url, readJsonObject(request));
      if (reply.status < 300) {
        if (key !== undefined) replies.set(key, { body: request.body, reply });
        onChange();
      }
      return reply;
    },
  };
}
