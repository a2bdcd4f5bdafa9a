import type { ReceivedRequest, Reply } from "./http.ts";
import type { OAuthServer } from "./oauth.ts";
import { SCRIPT } from "./page-script.ts";
import { STYLE } from "./page-style.ts";
import { consentPage, homePage, messagePage, ticketPage, userPage } from "./pages.ts";
import type { HelpdeskState } from "./state.ts";

// Nothing is fetched from anywhere else, and nothing inline runs.
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

/** The pages that people look at, and the two addresses of the OAuth consent. */
export function handleSite(
  request: ReceivedRequest,
  url: URL,
  state: HelpdeskState,
  oauth: OAuthServer,
  autoConsent: boolean,
): Reply {
  const path = url.pathname;
  const id = Number(/^\/agent\/(?:users|tickets)\/(\d+)$/.exec(path)?.[1]);
  if (path === "/oauth/authorizations/new") return authorise(url, oauth, autoConsent);
  if (path === "/oauth/authorizations" && request.method === "POST") return authorise(url, oauth, true);
  if (request.method !== "GET") return page(405, messagePage("Not possible", "This address can only be read."));
  if (path === "/") return page(200, homePage(state));
  if (path === "/style.css") return asset("text/css", STYLE);
  if (path === "/live.js") return asset("text/javascript", SCRIPT);
  const user = path.startsWith("/agent/users/") ? state.users.find((one) => one.id === id) : undefined;
  if (user) return page(200, userPage(state, user));
  const ticket = path.startsWith("/agent/tickets/") ? state.tickets.find((one) => one.id === id) : undefined;
  if (ticket) return page(200, ticketPage(state, ticket));
  return page(404, messagePage("Not found", "There is no such page in the demo helpdesk."));
}

function authorise(url: URL, oauth: OAuthServer, consented: boolean): Reply {
  const permission = oauth.permission(url.searchParams);
  if (permission.kind === "refuse") return page(400, messagePage("Permission refused", permission.reason));
  if (consented) return { status: 302, headers: { location: permission.grant() }, body: "" };
  return page(200, consentPage(permission.scope, url.searchParams.toString()));
}

function page(status: number, body: string): Reply {
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY };
  return { status, headers: { ...headers, "x-content-type-options": "nosniff" }, body };
}

function asset(type: string, body: string): Reply {
  return {
    status: 200,
    headers: { "content-type": `${type}; charset=utf-8`, "x-content-type-options": "nosniff" },
    body,
  };
}
