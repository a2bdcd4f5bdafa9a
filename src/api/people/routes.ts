import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findPerson, listPeople } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { findLock, liftLock } from "./lock-out.ts";
import { addPerson, changePerson, dropPerson, getPersonToManage, makePasswordLink } from "./manage.ts";
import { linkSchema, personChangeSchema, personSchema, personWishSchema, toShownPerson } from "./schema.ts";

const tags = ["people"];
const params = z.object({ id: z.string() });
const config = { scope: "people" } as const;
const refusals = { 404: errorSchema, 409: errorSchema };

/** Who may sign in, and as what. */
export function addPeopleRoutes(api: Api, context: ApiContext): void {
  const { store, env } = context;
  const now = () => env.now();
  const linkTools = () => ({ env, publicUrl: context.publicUrl() });

  api.get(
    "/api/v1/people",
    {
      config,
      schema: {
        operationId: "listPeople",
        summary: "List people",
        tags,
        response: { 200: z.object({ people: z.array(personSchema) }) },
      },
    },
    async () => ({ people: (await store.read(listPeople)).map(toShownPerson) }),
  );

  api.post(
    "/api/v1/people",
    {
      config,
      schema: {
        operationId: "addPerson",
        summary: "Add a person",
        description:
          "The answer has a link by which they choose a password: good once, for seven days, and never shown again. Where passwords are switched off there is none; they sign in by the sign-in provider.",
        tags,
        body: personWishSchema,
        response: { 201: z.object({ person: personSchema, link: linkSchema.optional() }), 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { person, link } = await store.write(function* () {
        const person = yield* addPerson(request.body, callerOf(request), env);
        const link = context.signIn.passwords
          ? yield* makePasswordLink(person.id, callerOf(request), linkTools())
          : undefined;
        yield* record(request, now(), { subject: `person ${person.login}`, after: toShownPerson(person) });
        return { person, link };
      });
      const shown = link && { ...link, url: link.url.reveal() };
      return reply.status(201).send({ person: toShownPerson(person), ...(shown && { link: shown }) });
    },
  );

  api.get(
    "/api/v1/people/:id",
    {
      config,
      schema: {
        operationId: "getPerson",
        summary: "One person",
        tags,
        params,
        response: {
          200: z.object({
            person: personSchema,
            lockedUntil: z.int().optional().describe("Signing in failed too often."),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const found = await store.read(function* () {
        const person = yield* findPerson(id);
        return person && { person, lockedUntil: yield* findLock(person.login, now()) };
      });
      if (!found) throw new DeskbellError("NOT_FOUND", `there is no person "${id}"`);
      const { person, lockedUntil } = found;
      return { person: toShownPerson(person), ...(lockedUntil !== undefined && { lockedUntil }) };
    },
  );

  api.patch(
    "/api/v1/people/:id",
    {
      config,
      schema: {
        operationId: "changePerson",
        summary: "Change a person",
        description:
          "Whose log-in, roles or extensions change, or who is disabled, is signed out everywhere. There is always an owner who can sign in.",
        tags,
        params,
        body: personChangeSchema,
        response: { 200: personSchema, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const person = await store.write(function* () {
        const before = yield* findPerson(id);
        const after = yield* changePerson(id, request.body, callerOf(request));
        const shown = { before: before && toShownPerson(before), after: toShownPerson(after) };
        yield* record(request, now(), { subject: `person ${after.login}`, ...shown });
        return after;
      });
      return toShownPerson(person);
    },
  );

  api.delete(
    "/api/v1/people/:id",
    {
      config,
      schema: {
        operationId: "removePerson",
        summary: "Remove a person",
        description: "With their sessions. What they did stays in the audit log.",
        tags,
        params,
        response: { 204: z.null(), ...refusals },
      },
    },
    async (request, reply) => {
      await store.write(function* () {
        const before = yield* getPersonToManage(request.params.id, callerOf(request));
        yield* dropPerson(before.id, callerOf(request));
        yield* record(request, now(), { subject: `person ${before.login}`, before: toShownPerson(before) });
      });
      return reply.status(204).send(null);
    },
  );

  api.post(
    "/api/v1/people/:id/link",
    {
      config,
      schema: {
        operationId: "makePasswordLink",
        summary: "Make a link by which a person chooses a password",
        description:
          "Their first one (good for seven days), or a new one (good for a day); once. Earlier links are good no longer.",
        tags,
        params,
        response: { 201: linkSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const link = await store.write(function* () {
        const person = yield* getPersonToManage(request.params.id, callerOf(request));
        const link = yield* makePasswordLink(person.id, callerOf(request), linkTools());
        yield* record(request, now(), { subject: `person ${person.login}`, after: { kind: link.kind } });
        return link;
      });
      return reply.status(201).send({ ...link, url: link.url.reveal() });
    },
  );

  api.delete(
    "/api/v1/people/:id/lock",
    {
      config,
      schema: {
        operationId: "liftLock",
        summary: "Let a person sign in again who failed too often",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      await store.write(function* () {
        const person = yield* getPersonToManage(request.params.id, callerOf(request));
        yield* liftLock(person.login);
        yield* record(request, now(), { subject: `person ${person.login}` });
      });
      return reply.status(204).send(null);
    },
  );
}
