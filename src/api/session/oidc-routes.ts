import { z } from "zod";
import { DeskbellError, SECOND } from "../../base/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { answerPage } from "../integrations/answer-page.ts";
import { openSession, readCookie } from "../sessions.ts";
import { createOidcClient, UNDER_WAY_MS } from "./oidc.ts";
import { takeIdentity } from "./oidc-person.ts";
import { noteSignIn } from "./sign-in-routes.ts";

const tags = ["session"];
const FOLDER = "/api/v1/session/oidc";
const CALLBACK = `${FOLDER}/callback`;
const COOKIE = "deskbell_sign_in";

/** Signing in by the provider: the way there and back. */
export function addOidcRoutes(api: Api, context: ApiContext): void {
  const { store, env, vault, signIn } = context;
  const settings = signIn.oidc;
  const client = settings && createOidcClient(settings, vault, () => env.now());

  const cookie = (kept: string | undefined) => {
    const secure = context.publicUrl().startsWith("https:") ? "; Secure" : "";
    const life = kept === undefined ? 0 : UNDER_WAY_MS / SECOND;
    return `${COOKIE}=${kept ?? ""}; Path=${FOLDER}; HttpOnly; SameSite=Lax; Max-Age=${life}${secure}`;
  };

  api.get(
    `${FOLDER}/start`,
    {
      config: { open: "whoever signs in has not proved anything yet" },
      schema: {
        operationId: "startSingleSignOn",
        summary: "Lead a browser to the sign-in provider",
        tags,
        security: [],
        querystring: z.strictObject({
          to: z
            .string()
            .max(500)
            .regex(/^\/(?![/\\])[\w\-./?=&%~]*$/, "write a path of this server, such as /desk")
            .default("/")
            .describe("Page to go on with."),
        }),
        response: { 302: z.null(), 409: errorSchema },
      },
    },
    async (request, reply) => {
      if (!client) throw new DeskbellError("CONFLICT", "no sign-in provider is configured; see signIn.oidc");
      const { url, kept } = await client.start(`${context.publicUrl()}${CALLBACK}`, request.query.to);
      reply.header("set-cookie", cookie(kept));
      return reply.redirect(url);
    },
  );

  api.get(
    CALLBACK,
    {
      config: { open: "the provider's answer proves who it is" },
      schema: {
        operationId: "finishSingleSignOn",
        summary: "Where the sign-in provider sends the browser back",
        tags,
        security: [],
        querystring: z.looseObject({}),
      },
    },
    async (request, reply) => {
      reply.header("set-cookie", cookie(undefined));
      try {
        if (!client || !settings) throw new DeskbellError("AUTH_FAILED", "no sign-in provider is configured");
        const address = new URL(request.url, context.publicUrl());
        const { identity, to } = await client.finish(address, readCookie(request.headers.cookie, COOKIE));
        const person = await store.write(() => takeIdentity(identity, settings, { env, address: request.ip }));
        await openSession(request, reply, { personId: person.id }, context, {
          within: () => noteSignIn(person, request.ip, env.now()),
        });
        return reply.redirect(to);
      } catch (failure) {
        if (!(failure instanceof DeskbellError) || failure.status >= 503) throw failure;
        context.log.warn("somebody could not sign in by the provider", { error: failure });
        reply.type("text/html; charset=utf-8").headers({
          "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
          "referrer-policy": "no-referrer",
        });
        return reply
          .status(failure.status)
          .send(answerPage(false, `${failure.message}.`, { title: "Not signed in" }) as never);
      }
    },
  );
}
