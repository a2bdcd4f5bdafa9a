import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { MAX_EVENTS_PER_REQUEST, phoneEventSchema, readPhoneEvents } from "../../pbx/index.ts";
import { type Connection, findConnection, sealPlace } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { authenticate, describeRights } from "../authenticate.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { allows } from "../scopes.ts";
import { findSignatureFault } from "../webhook-signature.ts";
import { createRefusedPosts } from "./refused-posts.ts";

const bodySchema = z.union([
  phoneEventSchema,
  z.array(phoneEventSchema).min(1).max(MAX_EVENTS_PER_REQUEST),
  z.strictObject({ events: z.array(phoneEventSchema).min(1).max(MAX_EVENTS_PER_REQUEST) }),
]);

/** The way in for any PBX. */
export function addEventRoutes(api: Api, context: ApiContext): void {
  const { store, engine } = context;
  const refused = createRefusedPosts(context);
  api.post(
    "/api/v1/connections/:id/events",
    {
      config: { open: "a token or the signature proves who it is" },
      onError: (request, _reply, error) => refused.keepRefused(request, error),
      // Read by hand, so that the problems of each event are told and not those of three alternatives.
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: {
        operationId: "postEvents",
        summary: "Post phone events",
        description:
          'One event, a list, or {"events": […]}, up to 1,000. They are written down before the answer; the same event id again changes nothing. Prove yourself with a token that has events:write, or with a Standard Webhooks signature made with the connection\'s secret.',
        tags: ["events"],
        params: z.object({ id: z.string() }),
        body: bodySchema,
        response: {
          202: z.object({ accepted: z.int(), repeated: z.int() }),
          400: errorSchema,
          401: errorSchema,
          404: errorSchema,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const connection = await store.read(() => findConnection(id));
      await proveSender(request, id, connection, context);
      if (!connection) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
      refused.believe(request);
      const reading = readPhoneEvents(request.body);
      if ("problems" in reading) {
        throw new DeskbellError("INPUT_INVALID", "no event was taken: mend what is listed and send them all again", {
          problems: reading.problems,
        });
      }
      return reply.status(202).send(await engine.acceptEvents(id, reading.events));
    },
  );
}

// Whether the connection exists is told only to those who may know.
async function proveSender(
  request: FastifyRequest,
  id: string,
  connection: Connection | undefined,
  context: ApiContext,
): Promise<void> {
  const { headers } = request;
  if (headers.authorization === undefined && headers["webhook-signature"] !== undefined) {
    if (!connection?.sealedSecret) {
      throw new DeskbellError("AUTH_FAILED", `connection "${id}" has no signing secret; send a token, or give it one`);
    }
    const one = (name: string) => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const message = {
      id: one("webhook-id"),
      timestamp: one("webhook-timestamp"),
      signature: one("webhook-signature"),
      body: request.rawBody ?? Buffer.alloc(0),
    };
    const secret = context.vault.open(connection.sealedSecret, sealPlace.connection(id));
    const fault = findSignatureFault(message, secret, context.env.now());
    if (fault) throw new DeskbellError("AUTH_FAILED", fault);
    return;
  }
  const caller = await authenticate(request, context);
  if (!allows(caller, "events:write", id)) {
    throw new DeskbellError(
      "SCOPE_MISSING",
      `${describeRights(caller)}; posting events of connection "${id}" needs events:write`,
    );
  }
}
