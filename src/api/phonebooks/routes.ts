import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import type { Phonebook } from "../../domain/index.ts";
import { deletePhonebook, makePhonebook, reshapePhonebook } from "../../pipeline/index.ts";
import { countContacts, findPhonebook, listPhonebooks, type Operation } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, idSchema, phonebookSchema } from "../contract.ts";

const tags = ["phonebooks"];
const params = z.object({ id: z.string() });
const name = z.string().trim().min(1).max(200);
const connection = z.string().nullable().optional().describe("The PBX connection it belongs to; null = all of them.");

/** Phonebooks as things of their own. */
export function addPhonebookRoutes(api: Api, context: ApiContext): void {
  const { store, env } = context;

  api.get(
    "/api/v1/phonebooks",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listPhonebooks",
        summary: "List phonebooks",
        tags,
        response: { 200: z.object({ phonebooks: z.array(phonebookSchema) }) },
      },
    },
    () =>
      store.read(function* () {
        const phonebooks = [];
        for (const one of yield* listPhonebooks()) phonebooks.push(yield* toShown(one));
        return { phonebooks };
      }),
  );

  api.post(
    "/api/v1/phonebooks",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "addPhonebook",
        summary: "Make a phonebook",
        description:
          "An integration can choose it as long as it is empty (contactSync.phonebook). Contacts that people put into it name callers on screen.",
        tags,
        body: z.strictObject({ id: idSchema.optional(), name, connection }),
        response: { 201: phonebookSchema, 400: errorSchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { id = env.newId(), connection: connectionId, name: title } = request.body;
      const made = await makePhonebook({ id, name: title, connectionId }, context);
      return reply.status(201).send(await store.read(() => toShown(made)));
    },
  );

  api.get(
    "/api/v1/phonebooks/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getPhonebook",
        summary: "One phonebook",
        tags,
        params,
        response: { 200: phonebookSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await store.read(function* () {
        const phonebook = yield* findPhonebook(id);
        return phonebook && (yield* toShown(phonebook));
      });
      if (!found) throw new DeskbellError("NOT_FOUND", `there is no phonebook "${id}"`);
      return found;
    },
  );

  api.patch(
    "/api/v1/phonebooks/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "changePhonebook",
        summary: "Rename a phonebook, or give it to another connection",
        description: "Not while an integration has it.",
        tags,
        params,
        body: z.strictObject({ name: name.optional(), connection }),
        response: { 200: phonebookSchema, 400: errorSchema, 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { name: title, connection: connectionId } = request.body;
      const changed = await reshapePhonebook({ id: request.params.id, name: title, connectionId }, context);
      return store.read(() => toShown(changed));
    },
  );

  api.delete(
    "/api/v1/phonebooks/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "deletePhonebook",
        summary: "Delete a phonebook with its contacts",
        description: "Not while an integration has it. What the helpdesk has stays there.",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      await deletePhonebook(request.params.id, context);
      return reply.status(204).send(null);
    },
  );
}

function* toShown({ madeFor: _, ...phonebook }: Phonebook): Operation<z.infer<typeof phonebookSchema>> {
  const contacts = yield* countContacts(phonebook.id);
  return { ...phonebook, locked: phonebook.integrationId !== undefined, contacts };
}
