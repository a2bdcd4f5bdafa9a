import { z } from "zod";
import { DeskbellError, MINUTE, Secret } from "../../base/index.ts";
import { toExtensionNumber } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { setUpIntegration } from "../../pipeline/index.ts";
import { startAuthorisation } from "../../request/index.ts";
import { toAuthorisationWish } from "../../scenario/index.ts";
import {
  addOauthState,
  findIntegration,
  findTemplate,
  findTokens,
  listAssociations,
  listFields,
  listHelpdeskUsers,
  listIntegrations,
  recordChange,
  type StoredIntegration,
  sealPlace,
  setAttention,
  takeOauthState,
} from "../../store/index.ts";
import { authSettings, readTemplate } from "../../template/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import {
  associationSchema,
  contactSchema,
  errorSchema,
  exchangeSchema,
  helpdeskUserSchema,
  idSchema,
  integrationSchema,
  outcomeSchema,
  settingsSchema,
} from "../contract.ts";
import { loose } from "../loose.ts";
import { answerPage } from "./answer-page.ts";

const tags = ["integrations"];
const params = z.object({ id: z.string() });
/** How long a person may take to give their permission. */
const OAUTH_STATE_MS = 10 * MINUTE;
export const CALLBACK_PATH = "/oauth/callback";

export function addIntegrationRoutes(api: Api, context: ApiContext): void {
  const { store, engine, runtimes, vault, env } = context;

  async function getIntegration(id: string): Promise<StoredIntegration> {
    const found = await store.read(() => findIntegration(id));
    if (!found) throw new DeskbellError("NOT_FOUND", `there is no integration "${id}"`);
    return found;
  }

  async function getRuntime(id: string) {
    const runtime = await runtimes.get(id);
    if (!runtime) throw new DeskbellError("NOT_FOUND", `there is no integration "${id}"`);
    return runtime;
  }

  /** An integration as it is shown: of a secret field only whether it is set. */
  async function toShown(integration: StoredIntegration) {
    const { fields, tokens, revision } = await store.read(function* () {
      return {
        fields: yield* listFields(integration.id),
        tokens: yield* findTokens(integration.id),
        revision: yield* findTemplate(integration.templateKey, integration.templateRevision),
      };
    });
    const template = revision && readTemplate(revision.xml).template;
    const auth = template && authSettings(template);
    const needsPermission = auth?.kind === "oauth2" && auth.authorizationEndpoint !== undefined && !tokens;
    const status = !integration.enabled
      ? "disabled"
      : needsPermission
        ? "connect"
        : integration.attention !== undefined
          ? "attention"
          : "connected";
    return {
      ...integration,
      status: status as "connected" | "connect" | "attention" | "disabled",
      fields: (template?.fields ?? []).map(({ key, secret, title }) => {
        const stored = fields.find(({ name }) => name === key);
        const shown = stored && "value" in stored && !secret ? { value: stored.value } : {};
        return { name: key, title, secret, set: stored !== undefined, ...shown };
      }),
    };
  }

  api.get(
    "/api/v1/integrations",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listIntegrations",
        summary: "List integrations",
        tags,
        response: { 200: z.object({ integrations: z.array(integrationSchema) }) },
      },
    },
    async () => ({ integrations: await Promise.all((await store.read(listIntegrations)).map(toShown)) }),
  );

  api.get(
    "/api/v1/integrations/:id",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getIntegration",
        summary: "One integration",
        tags,
        params,
        response: { 200: integrationSchema, 404: errorSchema },
      },
    },
    async (request) => toShown(await getIntegration(request.params.id)),
  );

  api.put(
    "/api/v1/integrations/:id",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putIntegration",
        summary: "Make or change an integration",
        description: "Fields that are left out keep their values. Settings that are left out take their defaults.",
        tags,
        params: z.object({ id: idSchema }),
        body: z.strictObject({
          connection: z.string(),
          template: z.string(),
          revision: z.int().min(1).optional(),
          enabled: z.boolean().optional(),
          fields: z.record(z.string(), z.string().max(10_000)).optional(),
          settings: settingsSchema.optional(),
        }),
        response: { 200: integrationSchema, 400: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { connection, template, revision, enabled, fields, settings } = request.body;
      await setUpIntegration(
        {
          id,
          connectionId: connection,
          templateKey: template,
          templateRevision: revision,
          enabled,
          fields,
          settings: settings as SettingsInput | undefined,
        },
        context,
      );
      engine.integrationChanged(id);
      return toShown(await getIntegration(id));
    },
  );

  api.post(
    "/api/v1/integrations/:id/connect",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "connectIntegration",
        summary: "Begin to connect with OAuth2",
        description: "Gives the address to open in a browser. It is good for 10 minutes and once.",
        tags,
        params,
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
      const answer = (status: number, sentence: string) =>
        reply.status(status).send(answerPage(status < 400, sentence) as never);
      if (!known || !state) {
        return answer(
          400,
          "This link is not known, was used already, or is older than 10 minutes. Begin to connect again.",
        );
      }
      if (error || !code)
        return answer(400, `The helpdesk refused: ${error_description ?? error ?? "no code came back"}.`);
      const kept = JSON.parse(vault.open(known.sealed, sealPlace.oauthState(state)).reveal()) as {
        redirectUri: string;
        verifier?: string;
      };
      const runtime = await getRuntime(known.integrationId);
      try {
        await runtime.connection.acceptCode(code, kept.redirectUri, kept.verifier);
      } catch (failure) {
        if (failure instanceof DeskbellError) return answer(502, `${failure.message}.`);
        throw failure;
      }
      await store.write(function* () {
        yield* setAttention(known.integrationId, null);
        yield* recordChange(env.now(), { kind: "integration", integrationId: known.integrationId, attention: null });
      });
      engine.integrationChanged(known.integrationId);
      return answer(200, `Integration "${known.integrationId}" is connected. You can close this page.`);
    },
  );

  api.get(
    "/api/v1/integrations/:id/users",
    {
      config: { scope: "read" },
      schema: {
        operationId: "listUsers",
        summary: "Helpdesk users as last fetched, and who has which extension",
        tags,
        params,
        response: {
          200: z.object({ users: z.array(helpdeskUserSchema), associations: z.array(associationSchema) }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = await getIntegration(request.params.id);
      return store.read(function* () {
        return { users: yield* listHelpdeskUsers(id), associations: yield* listAssociations(id) };
      });
    },
  );

  api.post(
    "/api/v1/integrations/:id/users/refresh",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "refreshUsers",
        summary: "Fetch the helpdesk's users and associate them by e-mail",
        description: "Associations made by hand stay. When the helpdesk does not answer nothing changes.",
        tags,
        params,
        response: {
          200: z.object({
            users: z.array(helpdeskUserSchema),
            associations: z.array(associationSchema),
            outcome: outcomeSchema,
            exchanges: z.array(exchangeSchema),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const done = await engine.refreshUsers(request.params.id);
      return loose(done);
    },
  );

  api.put(
    "/api/v1/integrations/:id/associations/:extension",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putAssociation",
        summary: "Join an extension to a helpdesk user by hand, or part them with null",
        tags,
        params: z.object({ id: z.string(), extension: z.string().min(1).max(40) }),
        body: z.strictObject({ userId: z.string().min(1).max(200).nullable() }),
        response: { 200: z.object({ associations: z.array(associationSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const extension = toExtensionNumber(request.params.extension);
      return { associations: await engine.associate(request.params.id, extension, request.body.userId) };
    },
  );

  api.get(
    "/api/v1/integrations/:id/search",
    {
      config: { scope: "agent" },
      schema: {
        operationId: "searchContacts",
        summary: "Search the helpdesk's contacts by a typed text",
        tags,
        params,
        querystring: z.strictObject({ text: z.string().min(1).max(200) }),
        response: {
          200: z.object({ contacts: z.array(contactSchema), outcome: outcomeSchema }),
          404: errorSchema,
          422: errorSchema,
        },
      },
    },
    async (request) => {
      const { contacts, outcome } = await engine.searchContacts(request.params.id, request.query.text);
      return loose({ contacts, outcome });
    },
  );
}
