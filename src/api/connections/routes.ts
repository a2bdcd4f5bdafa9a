import { z } from "zod";
import { DeskbellError, Secret } from "../../base/index.ts";
import { type Extension, toExtensionNumber } from "../../domain/index.ts";
import { PBX_KINDS } from "../../pbx/index.ts";
import { associateConnectionAgain, setUpConnection } from "../../pipeline/index.ts";
import {
  type Connection,
  deleteConnection,
  findConnection,
  listConnections,
  listExtensions,
  listIntegrations,
  removeExtension,
  saveExtension,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import { watchFor } from "../audit/record.ts";
import { showConnection, showExtension } from "../audit/shows.ts";
import type { ApiContext } from "../context.ts";
import {
  connectionSchema,
  errorSchema,
  extensionSchema,
  idSchema,
  shownExtensionSchema,
  zoneSchema,
} from "../contract.ts";
import { findSecretFault } from "../webhook-signature.ts";

const tags = ["connections"];
const params = z.object({ id: z.string() });

export function addConnectionRoutes(api: Api, context: ApiContext): void {
  const { store } = context;

  async function getConnection(id: string): Promise<Connection> {
    const connection = await store.read(() => findConnection(id));
    if (!connection) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
    return connection;
  }

  api.get(
    "/api/v1/connections",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listConnections",
        summary: "List PBX connections",
        tags,
        response: { 200: z.object({ connections: z.array(connectionSchema) }) },
      },
    },
    async () => ({ connections: (await store.read(listConnections)).map(toShown) }),
  );

  api.get(
    "/api/v1/connections/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getConnection",
        summary: "One PBX connection",
        tags,
        params,
        response: { 200: connectionSchema, 404: errorSchema },
      },
    },
    async (request) => toShown(await getConnection(request.params.id)),
  );

  api.put(
    "/api/v1/connections/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putConnection",
        summary: "Make or change a PBX connection",
        tags,
        params: z.object({ id: idSchema }),
        body: z.strictObject({
          name: z.string().min(1).max(200).optional(),
          kind: z.enum(PBX_KINDS).optional().describe("generic when left out: the PBX posts what happens."),
          zone: zoneSchema,
          enabled: z.boolean().optional().describe("False: the engine does not talk to the PBX."),
          settings: z
            .record(z.string(), z.unknown())
            .optional()
            .describe(
              "What the kind of PBX needs (see docs/connect), secrets in the clear. They take the place of those there were; a secret that is left out stays.",
            ),
          signingSecret: z.string().max(500).nullable().optional().describe("whsec_ and Base64; null takes it away"),
        }),
        response: { 200: connectionSchema, 400: errorSchema },
      },
    },
    async (request) => {
      const { signingSecret, ...rest } = request.body;
      const secret = typeof signingSecret === "string" ? new Secret(signingSecret) : signingSecret;
      const fault = secret && findSecretFault(secret);
      if (fault) {
        const problems = [{ path: "signingSecret", message: fault }];
        throw new DeskbellError("INPUT_INVALID", "the body has a problem", { problems });
      }
      const { id } = request.params;
      const watched = watchFor(request, context, `connection ${id}`, showConnection(id));
      const connection = await setUpConnection({ ...rest, id, signingSecret: secret }, { ...context, store: watched });
      // Times are written in the connection's zone, so whoever uses it is built anew.
      for (const one of await store.read(listIntegrations)) {
        if (one.connectionId === id) context.engine.integrationChanged(one.id);
      }
      return toShown(connection);
    },
  );

  api.delete(
    "/api/v1/connections/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "deleteConnection",
        summary: "Remove a PBX connection that no integration uses; its calls stay",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = await getConnection(request.params.id);
      await watchFor(request, context, `connection ${id}`, showConnection(id)).write(function* () {
        const users = (yield* listIntegrations()).filter((one) => one.connectionId === id).map((one) => one.id);
        if (users.length > 0) {
          const cure = "give them another connection, or delete them first";
          throw new DeskbellError("CONFLICT", `connection "${id}" is used by ${users.join(", ")}; ${cure}`);
        }
        yield* deleteConnection(id);
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    "/api/v1/connections/:id/extensions",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listExtensions",
        summary: "List the extensions of a PBX",
        tags,
        params,
        response: { 200: z.object({ extensions: z.array(shownExtensionSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = await getConnection(request.params.id);
      return { extensions: await store.read(() => listExtensions(id)) };
    },
  );

  api.put(
    "/api/v1/connections/:id/extensions/:number",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putExtension",
        summary: "Make or change an extension",
        description: "Its e-mail address is held against the helpdesk users that were last read.",
        tags,
        params: z.object({ id: z.string(), number: z.string().min(1).max(40) }),
        body: extensionSchema.omit({ number: true }),
        response: { 200: shownExtensionSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = await getConnection(request.params.id);
      const { popup, ...rest } = request.body;
      const number = toExtensionNumber(request.params.number);
      const extension: Extension = { number, ...rest, ...(popup && { popup }) };
      const watched = watchFor(request, context, `extension ${number} of ${id}`, showExtension(id, number));
      await watched.write(function* () {
        yield* saveExtension(id, extension);
        yield* associateConnectionAgain(id);
      });
      return extension;
    },
  );

  api.delete(
    "/api/v1/connections/:id/extensions/:number",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "deleteExtension",
        summary: "Remove an extension",
        description: "Whoever it was joined to is remembered, and shown as `extension-vanished` until it comes back.",
        tags,
        params: z.object({ id: z.string(), number: z.string() }),
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = await getConnection(request.params.id);
      const number = toExtensionNumber(request.params.number);
      const watched = watchFor(request, context, `extension ${number} of ${id}`, showExtension(id, number));
      await watched.write(() => removeExtension(id, number));
      return reply.status(204).send(null);
    },
  );
}

function toShown({ id, name, kind, zone, enabled, settings, sealedSettings, sealedSecret }: Connection) {
  return {
    id,
    name,
    kind,
    zone,
    enabled,
    settings: { ...settings },
    secrets: Object.keys(sealedSettings),
    signed: sealedSecret !== undefined,
  };
}
