import { z } from "zod";
import { DeskbellError, Secret } from "../../base/index.ts";
import {
  endSession,
  endSessionsOf,
  findPassword,
  findPerson,
  listSessions,
  savePerson,
  setPassword,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { type Caller, callerOf, personOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { beginTry, endTry, failTry } from "../people/lock-out.ts";
import { readNewPassword } from "../people/manage.ts";
import { checkPassword, hashPassword } from "../people/passwords.ts";
import { languageSchema, passwordSchema, sessionSchema, themeSchema } from "../people/schema.ts";
import { noSession, toShownSessions } from "../people/session-routes.ts";
import { allows, NEEDS, type Need } from "../scopes.ts";
import { sessionLife } from "../sessions.ts";

const tags = ["me"];
const config = { scope: "self" } as const;

const meSchema = z
  .object({
    kind: z.enum(["person", "token"]),
    id: z.string(),
    name: z.string(),
    login: z.string().optional(),
    roles: z.array(z.string()),
    permissions: z.array(z.string()).describe("What the caller may do, as the routes name it (x-needs)."),
    extensions: z.array(z.object({ connectionId: z.string(), number: z.string() })),
    ownCallsOnly: z.boolean().describe("Only calls of these extensions are seen."),
    language: z.string().optional().describe("Absent = the browser's."),
    theme: themeSchema,
    popups: z.boolean().describe("Whether pages are opened by themselves when the telephone rings."),
    hasPassword: z.boolean(),
  })
  .meta({ id: "Me" });

/** What is the caller's own. */
export function addMeRoutes(api: Api, context: ApiContext): void {
  const { store, env } = context;

  const toMe = async (caller: Caller) => ({
    ...toShownCaller(caller),
    hasPassword: caller.person !== undefined && (await store.read(() => findPassword(caller.id))) !== undefined,
  });

  api.get(
    "/api/v1/me",
    {
      config,
      schema: { operationId: "getMe", summary: "Who I am and what I may do", tags, response: { 200: meSchema } },
    },
    async (request) => toMe(callerOf(request)),
  );

  api.patch(
    "/api/v1/me",
    {
      config: { ...config, audited: false },
      schema: {
        operationId: "changeMe",
        summary: "Change my language, colours or pop-up switch",
        tags,
        body: z.strictObject({
          language: languageSchema.nullable().optional(),
          theme: themeSchema.optional(),
          popups: z.boolean().optional(),
        }),
        response: { 200: meSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { id } = personOf(request).person;
      const { language, theme, popups } = request.body;
      const person = await store.write(function* () {
        const before = yield* findPerson(id);
        if (!before) throw new DeskbellError("NOT_FOUND", "you were removed meanwhile");
        const { language: _, ...rest } = before;
        const spoken = language === undefined ? before.language : (language ?? undefined);
        const preferences = {
          ...before.preferences,
          ...(theme !== undefined && { theme }),
          ...(popups !== undefined && { popups }),
        };
        const after = { ...rest, preferences, ...(spoken !== undefined && { language: spoken }) };
        yield* savePerson(after);
        return after;
      });
      return toMe({ ...callerOf(request), person });
    },
  );

  api.post(
    "/api/v1/me/password",
    {
      config,
      schema: {
        operationId: "changePassword",
        summary: "Change my password",
        description: "All other sessions of mine end.",
        tags,
        body: z.strictObject({ current: passwordSchema.optional(), password: passwordSchema }),
        response: { 204: z.null(), 409: errorSchema, 429: errorSchema },
      },
    },
    async (request, reply) => {
      const { person, session } = personOf(request);
      const { current, password } = request.body;
      if (!context.signIn.passwords) throw new DeskbellError("CONFLICT", "passwords are switched off here");
      const stored = await store.read(() => findPassword(person.id));
      // Without one the session alone proves enough: it came from the sign-in provider or a link.
      if (stored !== undefined) {
        await store.write(() => beginTry(person.login, request.ip, env.now()));
        const { good } = await checkPassword(new Secret(current ?? ""), stored);
        if (!good) {
          await store.write(() => failTry(person.login, request.ip, env.now()));
          throw new DeskbellError("CONFLICT", "the current password is another");
        }
        await store.write(() => endTry(person.login, request.ip));
      }
      const hash = await hashPassword(readNewPassword(password, person));
      await store.write(function* () {
        yield* setPassword(person.id, hash);
        yield* endSessionsOf(person.id, session.id);
        yield* record(request, env.now(), { subject: `person ${person.login}` });
      });
      return reply.status(204).send(null);
    },
  );

  api.get(
    "/api/v1/me/sessions",
    {
      config,
      schema: {
        operationId: "listMySessions",
        summary: "Where I am signed in",
        tags,
        response: { 200: z.object({ sessions: z.array(sessionSchema) }), 409: errorSchema },
      },
    },
    async (request) => {
      const { person, session } = personOf(request);
      const sessions = await store.read(() => listSessions(person.id, sessionLife(context)));
      return { sessions: toShownSessions(sessions, session) };
    },
  );

  api.delete(
    "/api/v1/me/sessions",
    {
      config,
      schema: {
        operationId: "endMyOtherSessions",
        summary: "Sign me out everywhere but here",
        tags,
        response: { 200: z.object({ ended: z.int() }), 409: errorSchema },
      },
    },
    async (request) => {
      const { person, session } = personOf(request);
      return { ended: await store.write(() => endSessionsOf(person.id, session.id)) };
    },
  );

  api.delete(
    "/api/v1/me/sessions/:session",
    {
      config,
      schema: {
        operationId: "endMySession",
        summary: "End one session of mine",
        tags,
        params: z.object({ session: z.string() }),
        response: { 204: z.null(), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { person } = personOf(request);
      const id = request.params.session;
      if (!(await store.write(() => endSession(person.id, id)))) throw noSession(id);
      return reply.status(204).send(null);
    },
  );
}

function toShownCaller(caller: Caller) {
  const { kind, id, name, roles, person, ownCalls } = caller;
  const { theme, popups } = person?.preferences ?? {};
  return {
    kind,
    id,
    name,
    ...(person && { login: person.login }),
    roles: [...roles],
    permissions: (Object.keys(NEEDS) as Need[]).filter((need) => allows(caller, need)),
    extensions: (person?.extensions ?? []).map((one) => ({ ...one })),
    ownCallsOnly: ownCalls !== undefined,
    ...(person?.language !== undefined && { language: person.language }),
    theme: themeSchema.catch("auto").parse(theme),
    popups: popups !== false,
  };
}
