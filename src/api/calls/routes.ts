import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { CONTACT_TYPES, type ContactType, toExtensionNumber } from "../../domain/index.ts";
import {
  findCall,
  findCallNote,
  listCallLinks,
  listContacts,
  listDeliveriesOfCall,
  listEventsOfCall,
  listPopupsOfCall,
  listSkips,
  withoutFacts,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { callNoteSchema, callSchema, contactSchema, deliverySchema, errorSchema, popupSchema } from "../contract.ts";
import { getIntegration } from "../integrations/shown.ts";
import { loose } from "../loose.ts";
import { assertOwnExtension } from "../own-calls.ts";
import { withoutAbsent } from "../without-absent.ts";
import { addCallListRoutes } from "./list-routes.ts";

const tags = ["calls"];

export function addCallRoutes(api: Api, { store, engine }: ApiContext): void {
  addCallListRoutes(api, { store });
  api.get(
    "/api/v1/calls/:id",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "getCall",
        summary: "One call with all that was decided and done about it",
        tags,
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({
            call: callSchema,
            events: z.array(z.looseObject({ kind: z.string() })),
            links: z.array(z.looseObject({ integrationId: z.string() })),
            deliveries: z.array(deliverySchema),
            skips: z.array(z.looseObject({ feature: z.string(), code: z.string(), reason: z.string() })),
            popups: z.array(popupSchema),
            note: callNoteSchema.optional(),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await store.read(function* () {
        const stored = yield* findCall(id);
        const note = stored && (yield* findCallNote(stored.call.id));
        return (
          stored && {
            ...(note && { note }),
            call: withoutFacts(stored.call),
            events: (yield* listEventsOfCall(id)).map(({ event, receivedAt }) => ({ ...event, receivedAt })),
            links: yield* listCallLinks(id),
            deliveries: yield* listDeliveriesOfCall(id),
            skips: yield* listSkips(id),
            popups: yield* listPopupsOfCall(id),
          }
        );
      });
      if (!found) throw new DeskbellError("NOT_FOUND", `there is no call "${id}"`);
      return loose(found);
    },
  );

  api.get(
    "/api/v1/calls/:id/trace",
    {
      config: { scope: "read" },
      schema: {
        operationId: "traceCall",
        summary: "Why a call became what it became",
        description:
          "The decision trace, by our id or the PBX's: each event and what it changed, the number and its spellings, which rule fired or not and why, every pop-up, delivery and attempt with its exchanges, secrets as `***`.",
        tags,
        params: z.object({ id: z.string() }),
        response: {
          200: z.object({
            call: callSchema,
            settled: z.boolean(),
            zone: z.string().optional(),
            events: z.array(z.looseObject({ receivedAt: z.int(), told: z.boolean() })),
            integrations: z.array(
              z.looseObject({
                integrationId: z.string(),
                rules: z.array(
                  z.looseObject({
                    feature: z.string(),
                    verdict: z.enum(["fired", "skipped", "open"]),
                    reason: z.string(),
                  }),
                ),
                deliveries: z.array(deliverySchema),
                popups: z.array(popupSchema),
              }),
            ),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => loose(await engine.traceCall(request.params.id)),
  );

  api.post(
    "/api/v1/calls/:id/popups",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "openPopup",
        summary: "Open the caller's page by click",
        tags,
        params: z.object({ id: z.string() }),
        body: z.strictObject({ integration: z.string(), extension: z.string().min(1).max(40) }),
        response: { 200: popupSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { integration, extension } = request.body;
      assertOwnExtension(callerOf(request), extension);
      return { ...(await engine.openPopup(request.params.id, integration, toExtensionNumber(extension))) };
    },
  );

  api.post(
    "/api/v1/calls/:id/match",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "pickContact",
        summary: "Say which contact the other party is",
        description:
          "One of several that have the number, which is remembered for it; or, with `search`, one that a search finds for a caller who is not known. Ticket and journal entry go on with the chosen one.",
        tags,
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          integration: z.string(),
          type: z.enum(CONTACT_TYPES as [ContactType, ...ContactType[]]),
          contact: z.string().min(1).max(500).describe("The helpdesk's id."),
          search: z
            .string()
            .trim()
            .min(1)
            .max(200)
            .optional()
            .describe("The text of the search that found the contact, for a caller who is not known."),
        }),
        response: { 200: z.looseObject({ state: z.string() }), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { integration, type, contact, search } = request.body;
      const { id } = request.params;
      const picked = { type, id: contact };
      return loose(
        search === undefined
          ? await engine.pickContact(id, integration, picked)
          : await engine.pickFound(id, integration, picked, search),
      );
    },
  );

  api.post(
    "/api/v1/calls/:id/contacts",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "createContact",
        summary: "Create a contact of an unknown caller by hand",
        tags,
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          integration: z.string(),
          type: z.enum(CONTACT_TYPES as [ContactType, ...ContactType[]]).optional(),
          name: z.string().min(1).max(200).optional(),
          values: z
            .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), z.string().max(1000))
            .optional()
            .describe("Further variables for the template's CreateNewContact, such as Email or MobileNumber."),
        }),
        response: { 202: deliverySchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { integration, ...rest } = request.body;
      const wish = withoutAbsent(rest);
      return reply.status(202).send({ ...(await engine.createContact(request.params.id, integration, wish)) });
    },
  );

  api.put(
    "/api/v1/calls/:id/note",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "putCallNote",
        summary: "Write a note and tags about a call",
        description:
          "Takes the place of what was written before. It goes into the ticket and the journal entry; those that are there already are revised, where the template has a request for that.",
        tags,
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          text: z.string().trim().max(5000),
          tags: z
            .array(
              z
                .string()
                .trim()
                .min(1)
                .max(60)
                .regex(/^[^,]*$/, "a tag holds no comma"),
            )
            .max(20)
            .default([]),
        }),
        response: { 200: callNoteSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { text, tags, writtenAt } = await engine.writeNote(request.params.id, request.body);
      return { text, tags: [...tags], writtenAt };
    },
  );

  api.get(
    "/api/v1/integrations/:id/contacts",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listContacts",
        summary: "The phonebook of an integration, the newest first",
        tags,
        params: z.object({ id: z.string() }),
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
        response: { 200: z.object({ contacts: z.array(contactSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = await getIntegration(store, request.params.id);
      const entries = await store.read(() => listContacts(id, request.query.limit));
      return { contacts: entries.map(({ contact, fetchedAt }) => ({ ...contact, fetchedAt })) };
    },
  );
}
