import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { type PhoneEvent, toExtensionNumber } from "../../domain/index.ts";
import { createSimulator, SCRIPTS } from "../../pbx/index.ts";
import { findConnection, findLastEventTime, listCalls, listExtensions, type Operation } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, shownExtensionSchema } from "../contract.ts";
import { assertOwnExtension } from "../own-calls.ts";
import { findPostTrouble } from "./post-trouble.ts";

const tags = ["connections"];
const params = z.object({ id: z.string() });
const number = z.string().trim().min(1).max(40);

/** How many times faster than real calls a test call goes. */
const TEST_SPEED = 4;

const healthSchema = z.object({
  id: z.string(),
  kind: z.string(),
  enabled: z.boolean(),
  state: z
    .enum(["connected", "connecting", "waiting", "refused", "stopped", "passive"])
    .describe("passive: the PBX posts what happens, and no session is kept."),
  since: z.int().optional().describe("Milliseconds since 1970, as all times here."),
  node: z.string().optional().describe("The node that talks to the PBX."),
  reason: z.string().optional().describe("Why it is not connected, or was not the last time."),
  nextTryAt: z.int().optional(),
  heardAt: z.int().optional().describe("When something came from the PBX last."),
  lagMs: z.int().optional().describe("How long after it happened the last event came."),
  coveredUntil: z.int().optional().describe("What happened before has been heard of, or fetched from the records."),
  gap: z
    .object({ from: z.int(), to: z.int(), events: z.int() })
    .optional()
    .describe("The last time without the PBX, and how many events were fetched afterwards."),
  extensions: z.object({ at: z.int(), count: z.int() }).optional(),
  tokenExpiresAt: z.int().optional(),
  clockDifferenceMs: z.int().optional().describe("The PBX's clock minus ours."),
  warnings: z.array(z.string()).describe("What is switched off, missing or wrong at the PBX, each with its cure."),
  details: z.record(z.string(), z.string()),
});

/** When something came of a PBX that posts, and of which no session knows: its last event, or call, where that was long ago. */
function* findLastHeard(connectionId: string): Operation<number | undefined> {
  const at = yield* findLastEventTime(connectionId);
  if (at !== undefined) return at;
  const [call] = yield* listCalls({ connectionId, limit: 1 });
  return call?.endedAt ?? call?.startedAt;
}

/** The talk with a PBX: how it stands, and what can be asked of it. */
export function addTelephoneRoutes(api: Api, { store, engine, env, log }: ApiContext): void {
  const { telephones } = engine;
  const closing = new AbortController();
  api.addHook("preClose", async () => closing.abort());

  async function getConnection(id: string) {
    const connection = await store.read(() => findConnection(id));
    if (!connection) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
    return connection;
  }

  api.get(
    "/api/v1/connections/:id/health",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getConnectionHealth",
        summary: "How the talk with a PBX stands",
        tags,
        params,
        response: { 200: healthSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { id, kind, enabled } = await getConnection(request.params.id);
      const { state, heardAt: heard } = await telephones.status(id);
      const { health, state: word, ...rest } = state ?? { state: "passive" as const };
      const { warnings = [], details = {}, ...known } = health ?? {};
      const { trouble, heardAt } = await store.read(function* () {
        return { trouble: yield* findPostTrouble(id, env.now()), heardAt: heard ?? (yield* findLastHeard(id)) };
      });
      return {
        id,
        kind,
        enabled,
        state: word,
        ...rest,
        ...known,
        ...(heardAt !== undefined && { heardAt }),
        warnings: [...warnings, ...(trouble === undefined ? [] : [trouble])],
        details: { ...details },
      };
    },
  );

  api.get(
    "/api/v1/connections/:id/notices",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listNotices",
        summary: "What a PBX told beside its calls: alerts, summaries, states of phones",
        tags,
        params,
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
        response: {
          200: z.object({
            notices: z.array(z.object({ kind: z.string(), at: z.int(), body: z.record(z.string(), z.unknown()) })),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = await getConnection(request.params.id);
      const notices = await telephones.listNotices(id, request.query.limit);
      return { notices: notices.map(({ kind, at, body }) => ({ kind, at, body: { ...body } })) };
    },
  );

  api.post(
    "/api/v1/connections/:id/reconnect",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "reconnect",
        summary: "Try at once to connect to a PBX",
        description: "Also one that has refused us, which is otherwise left alone so that it does not lock us out.",
        tags,
        params,
        response: { 202: z.object({}), 404: errorSchema },
      },
    },
    async (request, reply) => {
      await telephones.reconnect(request.params.id);
      return reply.status(202).send({});
    },
  );

  api.post(
    "/api/v1/connections/:id/extensions/refresh",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "refreshExtensions",
        summary: "Read the extensions from the PBX",
        description:
          "Names and e-mail addresses are the PBX's where it has them. An extension that the PBX has told of before and does not have any more is removed; one that was entered by hand stays.",
        tags,
        params,
        response: { 200: z.object({ extensions: z.array(shownExtensionSchema) }), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { id } = await getConnection(request.params.id);
      await telephones.refreshExtensions(id);
      return { extensions: await store.read(() => listExtensions(id)) };
    },
  );

  api.post(
    "/api/v1/connections/:id/dial",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "dial",
        summary: "Click to call: ring the extension, then dial the number",
        tags,
        params,
        body: z.strictObject({ extension: number, number }),
        response: { 202: z.object({ pbxCallId: z.string().optional() }), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      const { extension, number: callee } = request.body;
      assertOwnExtension(callerOf(request), extension, request.params.id);
      const wish = { caller: toExtensionNumber(extension), callee };
      const { pbxCallId } = await telephones.ask(request.params.id, (session) => session.dial(wish));
      return reply.status(202).send(pbxCallId === undefined ? {} : { pbxCallId });
    },
  );

  api.post(
    "/api/v1/connections/:id/test-call",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "sendTestCall",
        summary: "Play a call as if the PBX had told of it",
        description:
          "It goes the whole way: pop-up, ticket, journal entry, as the integrations are set up; with helpdesk.dryRun nothing is written. The answer comes before the call has ended; its trace says what became of it.",
        tags,
        params,
        body: z.strictObject({
          number: number.describe("The other party's."),
          extension: number,
          kind: z.enum(["answered", "missed"]).default("answered"),
        }),
        response: { 202: z.object({ pbxCallId: z.string() }), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const { id } = await getConnection(request.params.id);
      const { number: from, extension, kind } = request.body;
      const script = SCRIPTS[kind]({ number: from, extension, ringSeconds: 4, talkSeconds: 8 });
      // Answered once the first events are written down; the rest comes while the phone rings.
      const pbxCallId = await new Promise<string>((resolve, reject) => {
        const post = async (events: readonly PhoneEvent[]) => {
          await engine.acceptEvents(id, events);
          if (events[0]) resolve(events[0].pbxCallId);
        };
        createSimulator({ env, speed: TEST_SPEED, post })
          .place(script, closing.signal)
          .catch((error: unknown) => {
            log.warn("a test call was not played to its end", { connection: id, error });
            reject(error);
          });
      });
      return reply.status(202).send({ pbxCallId });
    },
  );
}
