import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { type Call, type Delivery, FEATURES } from "../../domain/index.ts";
import { previewDelivery } from "../../pipeline/index.ts";
import {
  type DeadLetterFilter,
  findCall,
  findDelivery,
  listAttempts,
  listDeliveries,
  type Operation,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { deliverySchema, errorSchema, exchangeSchema, outcomeSchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { type WithoutAbsent, withoutAbsent } from "../without-absent.ts";

const tags = ["deliveries"];
const params = z.object({ id: z.string() });

const IN_DOUBT =
  "One that is in doubt may have been carried out already: where the template names no idempotency header and no request that finds the earlier effect, look in the helpdesk first.";

const templateRevision = z
  .int()
  .min(1)
  .optional()
  .describe("Of the integration's template; absent = the revision that the integration has.");
const values = z
  .record(z.string().regex(/^\w{1,100}$/, "write the name of a variable"), z.string().max(10_000))
  .optional()
  .describe("In place of variables of the same name. They stay with the delivery; absent = as they were.");
const time = z.int().min(0).optional();

const deadLetterFilter = z.strictObject({
  state: z.enum(["dead", "held"]).default("dead").describe("dead = given up, held = held back by a rehearsal."),
  ids: z.array(z.string().max(100)).min(1).max(1000).optional(),
  integration: z.string().max(100).optional(),
  feature: z.enum(FEATURES).optional(),
  inDoubt: z.boolean().optional().describe("Only those that may have been carried out, or only the others."),
  endedFrom: time.describe("Given up at or after this time (ms since 1970)."),
  endedBefore: time,
  reason: z.string().min(1).max(200).optional().describe("The reason holds this text, in any case."),
  limit: z.int().min(1).max(1000).default(1000),
});

const requests = z.array(
  z.looseObject({
    name: z.string(),
    method: z.string(),
    url: z.string(),
    body: z.string().optional(),
    notRendered: z.string().optional().describe("Why it could not be rendered, or had nothing to send."),
  }),
);
const previewSchema = z.object({
  templateRevision: z.int(),
  variables: z.record(z.string(), z.string()).describe("From which it is rendered."),
  past: requests.describe("What was sent last."),
  now: requests.describe("What would be sent."),
});

const bulkResult = z.object({
  changed: z.array(z.string()).describe("Ids of the deliveries that were changed."),
  left: z.array(z.object({ id: z.string(), reason: z.string() })).describe("Those that were not, and why."),
});

const listedSchema = deliverySchema
  .extend({
    call: z
      .object({
        direction: z.enum(["inbound", "outbound", "internal"]),
        startedAt: z.int(),
        externalNumber: z.string(),
        externalName: z.string(),
      })
      .optional()
      .describe("Who it is about; absent when the call is no longer kept."),
  })
  .meta({ id: "ListedDelivery" });

type Parties = Pick<Call, "direction" | "startedAt" | "externalNumber" | "externalName">;

/** Each with who its call was with. */
function* withCalls(deliveries: readonly Delivery[]): Operation<(Delivery & { readonly call?: Parties })[]> {
  const calls = new Map<string, Parties>();
  for (const id of new Set(deliveries.map(({ callId }) => callId))) {
    const stored = yield* findCall(id);
    if (!stored) continue;
    const { direction, startedAt, externalNumber, externalName } = stored.call;
    calls.set(id, { direction, startedAt, externalNumber, externalName });
  }
  return deliveries.map((one) => {
    const call = calls.get(one.callId);
    return { ...one, ...(call && { call }) };
  });
}

export function addDeliveryRoutes(api: Api, { store, engine, runtimes, env }: ApiContext): void {
  const tell = (request: FastifyRequest, changed: readonly string[]) =>
    store.write(() => record(request, env.now(), { subject: `${changed.length} deliveries`, after: { changed } }));

  api.get(
    "/api/v1/deliveries",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listDeliveries",
        summary: "List deliveries, the newest first",
        tags,
        description:
          "Of one state (dead = the dead letters), integration or feature, or all. `next` is there when there are more: give it as `before`.",
        querystring: z.strictObject({
          state: z.enum(["waiting", "running", "done", "dead", "cancelled", "held"]).optional(),
          integration: z.string().max(100).optional(),
          feature: z.enum(FEATURES).optional(),
          call: z.string().max(100).optional().describe("Our id of a call."),
          inDoubt: z
            .enum(["true", "false"])
            .transform((text) => text === "true")
            .optional()
            .describe("Only those that may have been carried out though nobody knows, or only the others."),
          before: z.string().max(100).optional().describe("The id of the last delivery that is known already."),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ deliveries: z.array(listedSchema), next: z.string().optional() }) },
      },
    },
    async (request) => {
      const { integration, call, before, limit, ...rest } = withoutAbsent(request.query);
      // One more than asked for tells whether there are more.
      const { shown, hasMore } = await store.read(function* () {
        const found = yield* listDeliveries({
          ...rest,
          ...(integration !== undefined && { integrationId: integration }),
          ...(call !== undefined && { callId: call }),
          ...(before !== undefined && { beforeId: before }),
          limit: limit + 1,
        });
        return { shown: yield* withCalls(found.slice(0, limit)), hasMore: found.length > limit };
      });
      const last = shown.at(-1);
      return { deliveries: loose(shown), ...(hasMore && last && { next: last.id }) };
    },
  );

  api.get(
    "/api/v1/deliveries/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getDelivery",
        summary: "One delivery with its attempts and their redacted exchanges",
        tags,
        params,
        response: {
          200: z.object({
            delivery: deliverySchema,
            attempts: z.array(
              z.looseObject({ number: z.int(), outcome: outcomeSchema, exchanges: z.array(exchangeSchema) }),
            ),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const delivery = await store.read(() => findDelivery(id));
      if (!delivery) throw new DeskbellError("NOT_FOUND", `there is no delivery "${id}"`);
      const attempts = await store.read(() => listAttempts(id));
      return loose({ delivery, attempts });
    },
  );

  api.post(
    "/api/v1/deliveries/:id/replay",
    {
      config: { scope: "deliveries:write" },
      schema: {
        operationId: "replayDelivery",
        summary: "Make a dead, cancelled or held delivery due again",
        description: `With its whole patience, by the integration's template or by another revision of it. ${IN_DOUBT}`,
        tags,
        params,
        body: z.strictObject({ templateRevision, values }).nullish(),
        response: { 200: deliverySchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { templateRevision, values } = request.body ?? {};
      return { ...(await engine.replayDelivery(request.params.id, templateRevision, values)) };
    },
  );
  api.post(
    "/api/v1/deliveries/:id/preview",
    {
      config: { scope: "deliveries:write", audited: false },
      schema: {
        operationId: "previewDelivery",
        summary: "What a delivery would send now",
        description:
          "By the integration's template or another revision of it, and with other values; beside it what was sent last. Nothing is sent. Secrets stand as `***`. Look-ups, which have to ask, give no requests.",
        tags,
        params,
        body: z.strictObject({ templateRevision, values }).nullish(),
        response: { 200: previewSchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => loose(await previewDelivery(request.params.id, request.body ?? {}, { store, runtimes, env })),
  );
  api.post(
    "/api/v1/deliveries/:id/cancel",
    {
      config: { scope: "deliveries:write" },
      schema: {
        operationId: "cancelDelivery",
        summary: "Cancel a waiting, dead or held delivery",
        tags,
        params,
        response: { 200: deliverySchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => ({ ...(await engine.cancelDelivery(request.params.id)) }),
  );

  api.post(
    "/api/v1/dead-letters/replay",
    {
      config: { scope: "deliveries:write" },
      schema: {
        operationId: "replayDeadLetters",
        summary: "Make many dead letters due again",
        description: `All that fit, the oldest first; ask again while it changes some. ${IN_DOUBT}`,
        tags,
        body: deadLetterFilter.extend({ templateRevision }),
        response: { 200: bulkResult },
      },
    },
    async (request) => {
      const { templateRevision: revision, ...filter } = withoutAbsent(request.body);
      const done = await engine.replayDeliveries(toFilter(filter), revision);
      await tell(request, done.changed);
      return loose(done);
    },
  );
  api.post(
    "/api/v1/dead-letters/cancel",
    {
      config: { scope: "deliveries:write" },
      schema: {
        operationId: "cancelDeadLetters",
        summary: "Cancel many dead letters",
        tags,
        body: deadLetterFilter,
        response: { 200: bulkResult },
      },
    },
    async (request) => {
      const done = await engine.cancelDeliveries(toFilter(withoutAbsent(request.body)));
      await tell(request, done.changed);
      return loose(done);
    },
  );
}

function toFilter({ integration, ...rest }: WithoutAbsent<z.output<typeof deadLetterFilter>>): DeadLetterFilter {
  return { ...rest, ...(integration !== undefined && { integrationId: integration }) };
}
