import type { FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { DeskbellError, type Secret } from "../../base/index.ts";
import {
  createPostedReader,
  type GenericSettings,
  type PbxKind,
  type PostedMessage,
  type PostedReader,
  readPbxSettings,
} from "../../pbx/index.ts";
import { revealSettings } from "../../pipeline/index.ts";
import { type Connection, findConnection, listExtensions, sealPlace } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { findTokenCaller } from "../authenticate.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { isSameText } from "../credentials.ts";
import { allows } from "../scopes.ts";
import { findSignatureFault } from "../webhook-signature.ts";
import { createRefusedPosts, type RefusedPosts } from "./refused-posts.ts";

const params = z.object({ id: z.string(), event: z.string().max(40).optional() });

/**
 * The way in for PBXs that post in words of their own. In a scope of its own, since it takes bodies of any kind as the bytes that they are:
 * signatures are over bytes.
 */
export function addPostedRoutes(api: Api, context: ApiContext): void {
  const doors = createDoors(context);
  const refused = createRefusedPosts(context);
  api.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    const own = scope as unknown as Api;
    for (const url of ["/api/v1/connections/:id/webhook", "/api/v1/connections/:id/webhook/:event"]) {
      const isFirst = !url.endsWith(":event");
      for (const method of ["POST", "GET"] as const) {
        own.route({
          method,
          url,
          config: { open: "the sender proves itself as its connection says" },
          schema: {
            operationId: `${method === "POST" ? "postWebhook" : "getWebhook"}${isFirst ? "" : "Event"}`,
            summary: "Take what a PBX posts in its own words",
            description:
              "The connection says what the words mean (settings.mapping) and how the sender proves itself: the vendor's own signature, a Standard Webhooks signature, a token with events:write as Bearer or as Basic password, or ?token= from named addresses. The same message again changes nothing.",
            tags: ["events"],
            params,
            response: {
              200: z.object({ accepted: z.int(), repeated: z.int(), notes: z.array(z.string()) }),
              400: errorSchema,
              401: errorSchema,
              404: errorSchema,
            },
          },
          onError: (request, _reply, error) => refused.keepRefused(request, error),
          handler: async (request) => take(request, params.parse(request.params), context, doors, refused),
        });
      }
    }
  });
}

async function take(
  request: FastifyRequest,
  { id, event }: z.output<typeof params>,
  context: ApiContext,
  doors: Doors,
  refused: RefusedPosts,
) {
  const { store, engine, env, log } = context;
  const connection = await store.read(() => findConnection(id));
  const message = toMessage(request, event, context.publicUrl());
  const door = connection && (await doors.get(connection));
  await proveSender(request, message, id, connection, door, context);
  if (!door) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
  refused.believe(request);
  const posted = door.reader.read(message, env.now());
  if ("problems" in posted) {
    const text = "nothing was taken: mend what is listed and send it again";
    throw new DeskbellError("INPUT_INVALID", text, { problems: posted.problems });
  }
  for (const note of posted.notes) log.info(`a posted message was not wholly understood: ${note}`, { connection: id });
  const counts = posted.events.length > 0 ? await engine.acceptEvents(id, posted.events) : { accepted: 0, repeated: 0 };
  await engine.telephones.keepNotices(id, posted.notices);
  if (posted.events.length + posted.notices.length === 0 && posted.notes.length > 0) {
    await refused.keepNotUnderstood(request, posted.notes);
  }
  return { ...counts, notes: [...posted.notes] };
}

function toMessage(request: FastifyRequest, event: string | undefined, publicUrl: string): PostedMessage {
  const { headers, method, url } = request;
  const [, query = ""] = /\?(.*)$/s.exec(url) ?? [];
  return {
    method,
    contentType: headers["content-type"] ?? "",
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    query,
    url: `${publicUrl}${url}`,
    event,
    header: (name) => one(headers[name]),
  };
}

/** What is kept of a connection for reading what its PBX posts. */
interface Door {
  readonly reader: PostedReader;
  readonly settings: unknown;
}

interface Doors {
  get(connection: Connection): Promise<Door>;
}

/** A door for each connection, made anew when its set-up or its extensions have changed: some vendors tell a call in several posts. */
function createDoors({ store, vault }: ApiContext): Doors {
  const known = new Map<string, Door & { readonly print: string }>();
  return {
    async get(connection) {
      const { id, kind, zone } = connection;
      const extensions = (await store.read(() => listExtensions(id))).map(({ number }) => number as string);
      const print = JSON.stringify([kind, zone, connection.settings, connection.sealedSettings, extensions]);
      const before = known.get(id);
      if (before?.print === print) return before;
      const settings = openSettings(connection, vault);
      const numbers = new Set(extensions);
      const isExtension = numbers.size > 0 ? (number: string) => numbers.has(number) : undefined;
      const reader = createPostedReader(kind as PbxKind, settings, { zone, isExtension });
      const door = { reader, settings, print };
      known.set(id, door);
      return door;
    },
  };
}

function openSettings(connection: Connection, vault: ApiContext["vault"]): unknown {
  const reading = readPbxSettings(connection.kind as PbxKind, revealSettings(connection, connection.id, vault));
  if ("settings" in reading) return reading.settings;
  throw new DeskbellError("CONFIG_INVALID", `the settings of connection "${connection.id}" have problems`, reading);
}

// Whether the connection exists is told only to those who may know.
async function proveSender(
  request: FastifyRequest,
  message: PostedMessage,
  id: string,
  connection: Connection | undefined,
  door: Door | undefined,
  context: ApiContext,
): Promise<void> {
  const refuse = (why: string) => new DeskbellError("AUTH_FAILED", why);
  const proof = door?.reader.check(message);
  if (proof === true) return;
  if (proof !== undefined) throw refuse(proof);
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const caller = await findTokenCaller(toToken(authorization), context);
    if (allows(caller, "events:write", id)) return;
    throw new DeskbellError("SCOPE_MISSING", `token "${caller.name}" may not post events of connection "${id}"`);
  }
  if (connection?.sealedSecret && message.header("webhook-signature") !== undefined) {
    const secret = context.vault.open(connection.sealedSecret, sealPlace.connection(id));
    const signed = {
      id: message.header("webhook-id"),
      timestamp: message.header("webhook-timestamp"),
      signature: message.header("webhook-signature"),
      body: message.body,
    };
    const fault = findSignatureFault(signed, secret, context.env.now());
    if (fault) throw refuse(fault);
    return;
  }
  const urlToken =
    connection?.kind === "generic" ? (door?.settings as GenericSettings | undefined)?.urlToken : undefined;
  const given = new URLSearchParams(message.query).get("token");
  if (urlToken && given !== null && isAllowed(given, request.ip, urlToken)) return;
  throw refuse(
    "the sender has not proven itself: sign the message, or send a token with events:write as Bearer, or as the password of Basic",
  );
}

/** `Bearer TOKEN`, or Basic with the token as password, for PBXs that know no other way. */
function toToken(authorization: string): string {
  const [, way = "", value = ""] = /^(\S+) +(\S+)$/.exec(authorization) ?? [];
  if (way.toLowerCase() === "bearer") return value;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, "base64").toString("utf8")) ?? [];
  if (way.toLowerCase() === "basic" && password) return password;
  throw new DeskbellError("AUTH_FAILED", "the Authorization header is of neither form: Bearer TOKEN, Basic …");
}

function isAllowed(
  given: string,
  from: string,
  { value, addresses }: { readonly value: Secret; readonly addresses: readonly string[] },
): boolean {
  const address = ipaddr.process(from);
  const isNamed = addresses.some((one) => {
    const [network, bits] = one.includes("/") ? ipaddr.parseCIDR(one) : [ipaddr.process(one), undefined];
    if (network.kind() !== address.kind()) return false;
    return address.match(network as ipaddr.IPv4, bits ?? (network.kind() === "ipv4" ? 32 : 128));
  });
  return isNamed && isSameText(given, value.reveal());
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
