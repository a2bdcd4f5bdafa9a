import type { FastifyReply } from "fastify";
import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import type { Call } from "../../domain/index.ts";
import { addRecordingPlay, findCall, listRecordingPlays } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { allows } from "../scopes.ts";
import { agentOf } from "./link-routes.ts";
import { sendAudio } from "./send-audio.ts";

const tags = ["calls"];
const params = z.object({ id: z.string() });
const MOST_PLAYS = 500;

const recordingSchema = z
  .object({
    known: z.boolean().describe("Whether the PBX has told of a recording."),
    links: z.array(
      z.object({
        id: z.string(),
        state: z.enum(["good", "expired", "revoked"]),
        address: z.string().optional().describe("Whoever has it may listen; absent for who may not revoke it."),
        createdAt: z.int(),
        expiresAt: z.int(),
        revokedAt: z.int().optional(),
      }),
    ),
    plays: z
      .array(
        z.object({
          at: z.int(),
          who: z.string().describe("link, or who was signed in."),
          address: z.string(),
          agent: z.string(),
          bytes: z.string().describe("First and last byte."),
        }),
      )
      .describe("Who listened, the newest first."),
  })
  .meta({ id: "CallRecording" });

/** The recording of a call for those who are signed in here, and what becomes of our link to it. */
export function addRecordingRoutes(api: Api, { store, env, recordings }: ApiContext): void {
  async function getCall(id: string): Promise<Call> {
    const stored = await store.read(() => findCall(id));
    if (!stored) throw new DeskbellError("NOT_FOUND", `there is no call "${id}"`);
    return stored.call;
  }

  api.get(
    "/api/v1/calls/:id/recording",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getRecording",
        summary: "The recording of a call: its link and who listened",
        tags,
        params,
        response: { 200: recordingSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const call = await getCall(request.params.id);
      const link = await recordings.findLink(call.id);
      const plays = await store.read(() => listRecordingPlays(call.id, MOST_PLAYS));
      const { scopes, roles } = callerOf(request);
      const isAdmin = allows({ scopes, roles }, "admin");
      return {
        known: call.recording !== undefined,
        links: link ? [toShown(link, isAdmin, env.now())] : [],
        plays: plays.map(({ at, who, address, agent, bytes }) => ({ at, who, address, agent, bytes })),
      };
    },
  );

  api.get(
    "/api/v1/calls/:id/recording/audio",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "playRecording",
        summary: "Listen to a call",
        description: "The audio, whole or the part that a Range header asks for. Each time is kept with who it was.",
        tags,
        params,
        produces: ["audio/wav", "audio/mpeg"],
      },
    },
    async (request, reply) => {
      const call = await getCall(request.params.id);
      const { kind, name } = callerOf(request);
      const answer = await recordings.get(call);
      if (answer.state === "later") return refuseForNow(reply, answer.seconds);
      if (answer.state !== "ready") {
        const why = answer.state === "gone" ? "is gone" : "cannot be fetched from the PBX, or there is none";
        throw new DeskbellError("NOT_FOUND", `the recording of call "${call.id}" ${why}`);
      }
      const sent = await sendAudio(request, reply, answer.file, (bytes) =>
        store.write(() =>
          addRecordingPlay({
            linkId: "",
            callId: call.id,
            at: env.now(),
            who: `${kind} ${name}`,
            address: request.ip,
            agent: agentOf(request),
            bytes,
          }),
        ),
      );
      return sent ?? refuseForNow(reply, 1);
    },
  );

  api.delete(
    "/api/v1/calls/:id/recording-links",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "revokeRecordingLinks",
        summary: "End the links to a call's recording",
        description: "Nobody listens by them any more, and none is given out for this call again.",
        tags,
        params,
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const call = await getCall(request.params.id);
      await store.write(() => record(request, env.now(), { subject: `call ${call.id}` }));
      await recordings.revoke(call);
      return reply.code(204).send(null);
    },
  );

  api.delete(
    "/api/v1/calls/:id/recording-links/:linkId",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "revokeRecordingLink",
        summary: "End one link to a call's recording",
        tags,
        params: params.extend({ linkId: z.string() }),
        response: { 204: z.null(), 404: errorSchema },
      },
    },
    async (request, reply) => {
      const call = await getCall(request.params.id);
      const { linkId } = request.params;
      if ((await recordings.findLink(call.id))?.id !== linkId) {
        throw new DeskbellError("NOT_FOUND", `call "${call.id}" has no recording link "${linkId}"`);
      }
      await store.write(() => record(request, env.now(), { subject: `call ${call.id} recording link ${linkId}` }));
      await recordings.revoke(call);
      return reply.code(204).send(null);
    },
  );
}

type Link = NonNullable<Awaited<ReturnType<ApiContext["recordings"]["findLink"]>>>;

function toShown({ id, address, createdAt, expiresAt, revokedAt }: Link, isAdmin: boolean, now: number) {
  const state = revokedAt !== undefined ? "revoked" : expiresAt <= now ? "expired" : "good";
  return {
    id,
    state: state as "good" | "expired" | "revoked",
    ...(isAdmin && { address }),
    createdAt,
    expiresAt,
    ...(revokedAt !== undefined && { revokedAt }),
  };
}

function refuseForNow(reply: FastifyReply, seconds: number): never {
  reply.header("retry-after", seconds);
  throw new DeskbellError("PBX_LIMIT", `the recording is not ready yet; ask again in ${seconds} seconds`);
}
