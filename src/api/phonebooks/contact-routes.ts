import { z } from "zod";
import { CONTACT_TYPES, type ContactType, NUMBER_KINDS } from "../../domain/index.ts";
import {
  addContactByHand,
  changeContactByHand,
  emptyPhonebook,
  removeContactByHand,
  searchPhonebook,
} from "../../pipeline/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, phonebookEntrySchema } from "../contract.ts";
import { loose } from "../loose.ts";
import { readCursor, writeCursor } from "./cursor.ts";

const tags = ["phonebooks"];
const params = z.object({ id: z.string() });
const contactParams = params.extend({
  type: z.enum(CONTACT_TYPES as [ContactType, ...ContactType[]]),
  contact: z.string(),
});
const body = z.strictObject({
  name: z.string().trim().min(1).max(200),
  company: z.string().trim().max(200).default(""),
  email: z.string().trim().max(320).default(""),
  numbers: z
    .array(z.strictObject({ kind: z.enum(NUMBER_KINDS).default("BusinessNumber"), number: z.string().min(1).max(60) }))
    .max(20)
    .default([]),
});
const refusals = { 400: errorSchema, 404: errorSchema, 409: errorSchema };

/** The contacts of a phonebook: searched in any, written and removed by hand in those that no integration has. */
export function addContactRoutes(api: Api, context: ApiContext): void {
  api.get(
    "/api/v1/phonebooks/:id/contacts",
    {
      config: { scope: "read" },
      schema: {
        operationId: "searchPhonebook",
        summary: "Contacts of a phonebook, by name",
        description:
          "Each with the integration that read it and when, unless a person wrote it. Give next as after to go on; without it this is the last page.",
        tags,
        params,
        querystring: z.strictObject({
          q: z
            .string()
            .max(200)
            .default("")
            .describe("A part of the name, company or e-mail address, or a number however it is written."),
          after: z.string().max(4000).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
        response: {
          200: z.object({ contacts: z.array(phonebookEntrySchema), next: z.string().optional() }),
          400: errorSchema,
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { q, after, limit } = request.query;
      const place = after === undefined ? undefined : readCursor(after);
      const found = await searchPhonebook(request.params.id, { text: q, after: place, limit }, context.store);
      return loose({ contacts: found.entries, ...(found.next && { next: writeCursor(found.next) }) });
    },
  );

  api.post(
    "/api/v1/phonebooks/:id/contacts",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "addContact",
        summary: "Put a contact into a phonebook by hand",
        description:
          "It names the caller on screen until the helpdesk has answered. Not while an integration has the phonebook.",
        tags,
        params,
        body,
        response: { 201: phonebookEntrySchema, ...refusals },
      },
    },
    async (request, reply) =>
      reply.status(201).send(loose(await addContactByHand(request.params.id, request.body, context))),
  );

  api.put(
    "/api/v1/phonebooks/:id/contacts/:type/:contact",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "changeContact",
        summary: "Change a contact by hand",
        description: "It counts as written by hand from then on. Not while an integration has the phonebook.",
        tags,
        params: contactParams,
        body,
        response: { 200: phonebookEntrySchema, ...refusals },
      },
    },
    async (request) => {
      const { id, type, contact } = request.params;
      return loose(await changeContactByHand(id, { type, id: contact }, request.body, context));
    },
  );

  api.delete(
    "/api/v1/phonebooks/:id/contacts/:type/:contact",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "removeContact",
        summary: "Remove a contact",
        description: "Not while an integration has the phonebook. What the helpdesk has stays there.",
        tags,
        params: contactParams,
        response: { 204: z.null(), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { id, type, contact } = request.params;
      await removeContactByHand(id, { type, id: contact }, context);
      return reply.status(204).send(null);
    },
  );

  api.delete(
    "/api/v1/phonebooks/:id/contacts",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "emptyPhonebook",
        summary: "Remove all contacts of a phonebook",
        description: "An integration can choose it afterwards. Not while an integration has it.",
        tags,
        params,
        response: { 200: z.object({ removed: z.int() }), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => ({ removed: await emptyPhonebook(request.params.id, context) }),
  );
}
