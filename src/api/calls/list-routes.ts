import { z } from "zod";
import type { Call } from "../../domain/index.ts";
import { type CallLink, countCalls, listCallLinksOf, listCalls, withoutFacts } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { listedCallSchema } from "../contract.ts";
import { withoutAbsent } from "../without-absent.ts";

const tags = ["calls"];
const MAX_LISTED = 200;

/** Lists of calls, and how many there are. */
export function addCallListRoutes(api: Api, { store }: Pick<ApiContext, "store">): void {
  api.get(
    "/api/v1/calls",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "listCalls",
        summary: "List calls, the newest first",
        tags,
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(MAX_LISTED).default(50),
          before: z.coerce.number().int().optional().describe("startedAt of the last call of the page before"),
          beforeId: z.string().max(100).optional().describe("id of the last call of the page before"),
          connection: z.string().max(100).optional(),
          direction: z.enum(["inbound", "outbound", "internal"]).optional(),
          result: z
            .string()
            .optional()
            .transform((text) => text?.split(","))
            .pipe(
              z
                .array(z.enum(["answered", "no-answer", "busy", "failed", "voicemail", "open"]))
                .min(1)
                .optional(),
            )
            .describe("How they ended, several separated by commas; open = they have not."),
          extension: z.string().max(40).optional().describe("They reached this extension."),
          number: z
            .string()
            .max(60)
            .optional()
            .describe("The other party's, in any spelling; fewer than seven digits are those at its end."),
          name: z
            .string()
            .trim()
            .max(200)
            .optional()
            .describe("Parts of the other party's name, as the PBX or a contact tells it, in any case and order."),
          integration: z.string().max(100).optional().describe("This integration took part in them."),
          ticket: z.string().trim().min(1).max(500).optional().describe("The helpdesk's id of a ticket of them."),
          hasTicket: z
            .enum(["true", "false"])
            .transform((text) => text === "true")
            .optional()
            .describe(
              "There is a ticket of them, or none though an integration took part; with `integration` in that one.",
            ),
          from: z.coerce.number().int().optional().describe("They began then or later (ms since 1970)."),
          to: z.coerce.number().int().optional().describe("They began before then (ms since 1970)."),
        }),
        response: { 200: z.object({ calls: z.array(listedCallSchema) }) },
      },
    },
    async (request) => {
      const {
        connection: connectionId,
        result: results,
        integration: integrationId,
        ticket: ticketId,
        ...rest
      } = request.query;
      const { ownCalls: own } = callerOf(request);
      const filter = { ...rest, ...withoutAbsent({ connectionId, results, integrationId, ticketId, own }) };
      return store.read(function* () {
        const calls = yield* listCalls(withoutAbsent(filter));
        const links = yield* listCallLinksOf(calls.map(({ id }) => id));
        return { calls: calls.map((call) => toListed(call, links.get(call.id) ?? [])) };
      });
    },
  );

  api.get(
    "/api/v1/call-counts",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "countCalls",
        summary: "Count the calls of a span, by direction and how they ended",
        tags,
        querystring: z.strictObject({
          from: z.coerce.number().int().describe("They began then or later (ms since 1970)."),
          to: z.coerce.number().int().optional().describe("They began before then."),
        }),
        response: {
          200: z.object({
            counts: z.array(z.object({ direction: z.string(), result: z.string(), calls: z.int() })),
          }),
        },
      },
    },
    async (request) => {
      const { ownCalls: own } = callerOf(request);
      return { counts: await store.read(() => countCalls(withoutAbsent({ ...request.query, own }))) };
    },
  );
}

function toListed(call: Call, links: readonly CallLink[]) {
  const known = links.find(({ match }) => match.state === "known")?.match;
  const contactName = known?.state === "known" ? known.contact.name : "";
  return {
    ...withoutFacts(call),
    ...(contactName !== "" && { contactName }),
    tickets: links.flatMap(({ integrationId, ticketId }) =>
      ticketId === undefined ? [] : [{ integrationId, ticketId }],
    ),
  };
}
