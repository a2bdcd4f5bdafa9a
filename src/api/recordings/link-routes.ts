import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { addRecordingPlay, findCall } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { createGuesses } from "./guesses.ts";
import { type ListenProblem, PROBLEM_STATUS, toProblemPage } from "./problem-page.ts";
import { PRIVATE, sendAudio } from "./send-audio.ts";

/** Our own address of a recording, as it stands in tickets: its readers have no log-in here, so whoever has it may listen. */
export function addRecordingLinkRoutes(api: Api, { store, env, recordings }: ApiContext): void {
  const guesses = createGuesses(() => env.now());

  function refuse(request: FastifyRequest, reply: FastifyReply, problem: ListenProblem, seconds?: number) {
    if (seconds !== undefined) reply.header("retry-after", seconds);
    return reply
      .code(PROBLEM_STATUS[problem])
      .headers({
        ...PRIVATE,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        vary: "accept-language",
      })
      .send(toProblemPage(problem, request.headers["accept-language"]));
  }

  api.route({
    method: ["GET", "HEAD"],
    url: "/recordings/:token",
    config: { open: "the token says what may be heard" },
    schema: { hide: true, params: z.object({ token: z.string() }) },
    handler: async (request, reply) => {
      const wait = guesses.waitOf(request.ip);
      if (wait > 0) return refuse(request, reply, "guessing", wait);
      const found = await recordings.findByToken(request.params.token);
      if (found.state === "unknown") {
        guesses.wrong(request.ip);
        return refuse(request, reply, "unknown");
      }
      if (found.state !== "good") return refuse(request, reply, found.state);
      const { id: linkId, callId } = found.link;
      const stored = await store.read(() => findCall(callId));
      if (!stored) return refuse(request, reply, "gone");
      const answer = await recordings.get(stored.call);
      if (answer.state === "later") return refuse(request, reply, "later", answer.seconds);
      if (answer.state !== "ready") return refuse(request, reply, "gone");
      const sent = await sendAudio(request, reply, answer.file, (bytes) =>
        store.write(() =>
          addRecordingPlay({
            linkId,
            callId,
            at: env.now(),
            who: "link",
            address: request.ip,
            agent: agentOf(request),
            bytes,
          }),
        ),
      );
      return sent ?? refuse(request, reply, "later", 1);
    },
  });
}

/** What somebody listens with, as their browser says, in short. */
export function agentOf({ headers }: FastifyRequest): string {
  return (headers["user-agent"] ?? "").slice(0, 300);
}
