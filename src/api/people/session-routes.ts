import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import {
  endSession,
  endSessionsOf,
  endTokenSession,
  listApiTokens,
  listPeople,
  listSessions,
  type Session,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { sessionLife } from "../sessions.ts";
import { getPersonToManage } from "./manage.ts";
import { sessionSchema } from "./schema.ts";

const tags = ["people"];
const params = z.object({ id: z.string() });
const config = { scope: "people" } as const;

/** Every session, with whose it is. */
const anySessionSchema = sessionSchema
  .extend({ personId: z.string().optional(), tokenId: z.string().optional(), name: z.string() })
  .meta({ id: "AnySession" });

/** Who is signed in where, for administrators. */
export function addPeopleSessionRoutes(api: Api, context: ApiContext): void {
  const { store, env } = context;
  const now = () => env.now();

  api.get(
    "/api/v1/sessions",
    {
      config,
      schema: {
        operationId: "listSessions",
        summary: "Who is signed in, where and since when",
        description: "People, and browsers that were signed in by a token; the one seen last first.",
        tags,
        response: { 200: z.object({ sessions: z.array(anySessionSchema) }) },
      },
    },
    async (request) => {
      const { sessions, names } = await store.read(function* () {
        const owners = [...(yield* listPeople()), ...(yield* listApiTokens())];
        return {
          sessions: yield* listSessions(undefined, sessionLife(context)),
          names: new Map(owners.map(({ id, name }) => [id, name])),
        };
      });
      const shown = toShownSessions(sessions, callerOf(request).session);
      return {
        sessions: sessions.map(({ personId, tokenId }, at) => ({
          ...(shown[at] as (typeof shown)[number]),
          ...(personId !== undefined && { personId }),
          ...(tokenId !== undefined && { tokenId }),
          name: names.get(personId ?? tokenId ?? "") ?? "",
        })),
      };
    },
  );

  api.delete(
    "/api/v1/sessions/:id",
    {
      config,
      schema: {
        operationId: "endSession",
        summary: "End any session",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await store.write(function* () {
        const session = (yield* listSessions(undefined, sessionLife(context))).find((one) => one.id === id);
        if (!session) throw noSession(id);
        const { personId } = session;
        if (personId === undefined) yield* endTokenSession(id);
        else {
          yield* getPersonToManage(personId, callerOf(request));
          yield* endSession(personId, id);
        }
        yield* record(request, now(), { subject: `session ${id}` });
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    "/api/v1/people/:id/sessions",
    {
      config,
      schema: {
        operationId: "listSessionsOfPerson",
        summary: "Where a person is signed in",
        tags,
        params,
        response: { 200: z.object({ sessions: z.array(sessionSchema) }) },
      },
    },
    async (request) => {
      const sessions = await store.read(() => listSessions(request.params.id, sessionLife(context)));
      return { sessions: toShownSessions(sessions, callerOf(request).session) };
    },
  );

  api.delete(
    "/api/v1/people/:id/sessions",
    {
      config,
      schema: {
        operationId: "endSessionsOfPerson",
        summary: "Sign a person out everywhere",
        tags,
        params,
        response: { 200: z.object({ ended: z.int() }), 404: errorSchema },
      },
    },
    async (request) => ({
      ended: await store.write(function* () {
        const person = yield* getPersonToManage(request.params.id, callerOf(request));
        const ended = yield* endSessionsOf(person.id);
        yield* record(request, now(), { subject: `person ${person.login}`, after: { ended } });
        return ended;
      }),
    }),
  );

  api.delete(
    "/api/v1/people/:id/sessions/:session",
    {
      config,
      schema: {
        operationId: "endSessionOfPerson",
        summary: "End one session of a person",
        tags,
        params: params.extend({ session: z.string() }),
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id, session } = request.params;
      await store.write(function* () {
        const person = yield* getPersonToManage(id, callerOf(request));
        if (!(yield* endSession(person.id, session))) throw noSession(session);
        yield* record(request, now(), { subject: `person ${person.login}`, after: { session } });
      });
      return reply.status(204).send(null);
    },
  );
}

export function toShownSessions(sessions: readonly Session[], own: Session | undefined) {
  return sessions.map(({ id, startedAt, seenAt, address, browser }) => ({
    id,
    startedAt,
    seenAt,
    address,
    browser,
    this: id === own?.id,
  }));
}

export const noSession = (id: string) => new DeskbellError("NOT_FOUND", `there is no session "${id}"`);
