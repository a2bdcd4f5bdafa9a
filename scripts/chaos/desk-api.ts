import { z } from "zod";
import { INTEGRATIONS, type IntegrationName } from "./history.ts";
import type { Ledger, Wish } from "./ledger.ts";
import type { Tokens } from "./tokens.ts";

/** The API key of the integrations that do not ask a token server. */
export const FIXED_TOKEN = "chaos-fixed-token";

export interface DeskRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly key: string | undefined;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface DeskTruth {
  readonly ledgers: Readonly<Record<IntegrationName, Ledger>>;
  readonly tokens: Tokens;
}

const wishSchema = z.object({
  call: z.string().min(1),
  number: z.string().min(1),
  ticket: z.string().default(""),
});

const KINDS = { contacts: "contact", tickets: "ticket", journals: "journal" } as const;

/** Carries out one request against the helpdesk's truth, as it does in fair weather. */
export function carryOut(request: DeskRequest, { ledgers, tokens }: DeskTruth): Reply {
  const { method, url } = request;
  if (url.pathname === "/oauth/token") return tokens.grant(new URLSearchParams(request.body));
  const [name, resource, id] = url.pathname.slice(1).split("/");
  const integration = INTEGRATIONS.find((one) => one === name);
  if (!integration) return notFound();
  if (!isLetIn(integration, request.authorization, tokens)) return { status: 401, body: { error: "invalid_token" } };
  const ledger = ledgers[integration];
  if (method === "GET" && resource === "users") return { status: 200, body: { items: [] } };
  if (method === "GET" && resource === "contacts") {
    const phone = url.searchParams.get("number") ?? "";
    const items = ledger.findContacts(phone).map((one) => ({ id: one, name: `Contact ${one}`, phone }));
    return { status: 200, body: { items } };
  }
  if (method === "GET" && (resource === "tickets" || resource === "journals")) {
    const items = ledger.findOfCall(KINDS[resource], url.searchParams.get("call") ?? "").map((one) => ({ id: one }));
    return { status: 200, body: { items } };
  }
  const wish = readWish(request);
  if (!wish) return { status: 422, body: { error: "the body is not the JSON that is wanted here" } };
  if (method === "PUT" && resource === "tickets" && id !== undefined) {
    return { status: 200, body: { id: ledger.carryOut({ ...wish, kind: "update", ticket: id }) } };
  }
  if (method === "POST" && (resource === "contacts" || resource === "tickets" || resource === "journals")) {
    return { status: 201, body: { id: ledger.carryOut({ ...wish, kind: KINDS[resource] }) } };
  }
  return notFound();
}

function readWish({ body, key }: DeskRequest): Omit<Wish, "kind"> | undefined {
  try {
    return { ...wishSchema.parse(JSON.parse(body)), ...(key !== undefined && { key }) };
  } catch {
    return undefined;
  }
}

function isLetIn(integration: IntegrationName, authorization: string, tokens: Tokens): boolean {
  const token = authorization.replace(/^Bearer /, "");
  return integration === "keyed" ? tokens.isGood(token) : token === FIXED_TOKEN;
}

function notFound(): Reply {
  return { status: 404, body: { error: "there is no such thing here" } };
}
