import { z } from "zod";
import { DeskbellError, MINUTE, Secret } from "../../base/index.ts";
import { startAuthorisation } from "../../request/index.ts";
import { toAuthorisationWish } from "../../scenario/index.ts";
import {
  addOauthState,
  findIntegration,
  findTokens,
  recordChange,
  sealPlace,
  setAttention,
  takeOauthState,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { answerPage } from "./answer-page.ts";
import { connectWords } from "./connect-words.ts";

const tags = ["integrations"];
/** How long a person may take to give their permission. */
const OAUTH_STATE_MS = 10 * MINUTE;
/** Where helpdesks send browsers back to. */
export const CALLBACK_PATH = "/oauth/callback";

/** Connecting with OAuth2: the way to the helpdesk's page and back. */
export function addConnectRoutes(api: Api, context: ApiContext): void {
  const { store, engine, vault, env } = context;

  async function getRuntime(id: string) {
    const runtime = await context.runtimes.get(id);
    if (!runtime) throw new DeskbellError("NOT_FOUND", `there is no integration "${id}", or it is disconnected`);
    return runtime;
  }

  /** Tells the page from which the way began. An integration that works goes on working, and is not called into doubt. */
  async function tellFailure(integrationId: string, attention: string): Promise<void> {
    await store.write(function* () {
      const works = (yield* findTokens(integrationId)) && !(yield* findIntegration(integrationId))?.attention;
      if (works || !(yield* setAttention(integrationId, attention))) return;
      yield* recordChange(env.now(), { kind: "integration", integrationId, attention });
    });
  }

  api.post(
    "/api/v1/integrations/:id/connect",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "connectIntegration",
        summary: "Begin to connect with OAuth2",
        description: "Gives the address to open in a browser. It is good for 10 minutes and once.",
        tags,
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ url: z.string(), redirectUri: z.string() }), 404: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const runtime = await getRuntime(id);
      const redirectUri = `${context.publicUrl()}${CALLBACK_PATH}`;
      const start = startAuthorisation(toAuthorisationWish(runtime.compiled, runtime.fields, redirectUri));
      const kept = new Secret(JSON.stringify({ redirectUri, verifier: start.verifier?.reveal() }));
      const sealed = vault.seal(kept, sealPlace.oauthState(start.state));
      await store.write(() => addOauthState(start.state, id, sealed, env.now() + OAUTH_STATE_MS));
      return { url: start.url, redirectUri };
    },
  );

  api.get(
    CALLBACK_PATH,
    {
      schema: {
        operationId: "finishConnecting",
        summary: "Where the helpdesk sends the browser back",
        tags,
        security: [],
        querystring: z.looseObject({
          state: z.string().max(200).optional(),
          code: z.string().max(4000).optional(),
          error: z.string().max(200).optional(),
          error_description: z.string().max(1000).optional(),
        }),
      },
    },
    async (request, reply) => {
      const { state, code, error, error_description } = request.query;
      const known = state ? await store.write(() => takeOauthState(state, env.now())) : undefined;
      reply.type("text/html; charset=utf-8").headers({
        "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
      const words = connectWords(request.headers["accept-language"]);
      const answer = (status: number, sentence: string) => {
        const title = status < 400 ? words.connected : words.notConnected;
        const page = answerPage(status < 400, sentence, { title, language: words.language });
        return reply.status(status).send(page as never);
      };
      if (!known || !state) return answer(400, words.unknown);
      if (error || !code) {
        const reason = error_description ?? error ?? "no code came back";
        // The page is this browser's; what is kept is read by others, each in their language.
        await tellFailure(known.integrationId, connectWords(undefined).refused(reason));
        return answer(400, words.refused(reason));
      }
      const kept = JSON.parse(vault.open(known.sealed, sealPlace.oauthState(state)).reveal()) as {
        redirectUri: string;
        verifier?: string;
      };
      const runtime = await getRuntime(known.integrationId);
      try {
        await runtime.connection.acceptCode(code, kept.redirectUri, kept.verifier);
      } catch (failure) {
        if (!(failure instanceof DeskbellError)) throw failure;
        await tellFailure(known.integrationId, `${failure.message}.`);
        return answer(502, `${failure.message}.`);
      }
      await store.write(function* () {
        yield* setAttention(known.integrationId, null);
        yield* recordChange(env.now(), { kind: "integration", integrationId: known.integrationId, attention: null });
      });
      engine.integrationChanged(known.integrationId);
      engine.refreshUsersSoon(known.integrationId);
      return answer(200, words.done(known.integrationId));
    },
  );
}
