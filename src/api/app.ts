import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { recordTheRest } from "./audit/record.ts";
import { addAuditRoutes } from "./audit/routes.ts";
import { requireScopes } from "./authenticate.ts";
import { addCallRoutes } from "./calls/routes.ts";
import { createReaders } from "./changes/readers.ts";
import { addChangeRoutes } from "./changes/routes.ts";
import { addKindRoutes } from "./connections/kind-routes.ts";
import { addPopupRoutes } from "./connections/popup-routes.ts";
import { addRefusedPostRoutes } from "./connections/refused-post-routes.ts";
import { addConnectionRoutes } from "./connections/routes.ts";
import { addTelephoneRoutes } from "./connections/telephone-routes.ts";
import type { ApiContext } from "./context.ts";
import { addDeliveryRoutes } from "./deliveries/routes.ts";
import { describeRefusals } from "./describe-refusals.ts";
import { addDeskRoutes } from "./desk/routes.ts";
import { handleErrors } from "./errors.ts";
import { addPostedRoutes } from "./events/posted-routes.ts";
import { addEventRoutes } from "./events/routes.ts";
import { addHealthRoutes } from "./health/routes.ts";
import { addCheckRoutes } from "./integrations/check-routes.ts";
import { addConnectRoutes } from "./integrations/connect-routes.ts";
import { addFormRoutes } from "./integrations/form-routes.ts";
import { addNumberPreview } from "./integrations/number-preview.ts";
import { addIntegrationRoutes } from "./integrations/routes.ts";
import { addUserRoutes } from "./integrations/user-routes.ts";
import { addMeRoutes } from "./me/routes.ts";
import { describeNeeds, finishOpenApi } from "./openapi.ts";
import { guardCalls } from "./own-calls.ts";
import { servePages } from "./pages.ts";
import { addPeopleRoutes } from "./people/routes.ts";
import { addPeopleSessionRoutes } from "./people/session-routes.ts";
import { addContactRoutes } from "./phonebooks/contact-routes.ts";
import { addPhonebookRoutes } from "./phonebooks/routes.ts";
import { addPrivacyRoutes } from "./privacy/routes.ts";
import { readBodies } from "./read-bodies.ts";
import { addRecordingLinkRoutes } from "./recordings/link-routes.ts";
import { addRecordingRoutes } from "./recordings/routes.ts";
import { addRehearsalRoutes } from "./rehearsals/routes.ts";
import { addOidcRoutes } from "./session/oidc-routes.ts";
import { addSessionRoutes } from "./session/routes.ts";
import { addSetUpRoutes } from "./session/set-up-routes.ts";
import { addSignInRoutes } from "./session/sign-in-routes.ts";
import { addRetentionRoutes } from "./settings/retention-routes.ts";
import { addSettingRoutes } from "./settings/routes.ts";
import { addServerSettingRoutes } from "./settings/server-routes.ts";
import { addTemplateRoutes } from "./templates/routes.ts";
import { addTokenRoutes } from "./tokens/routes.ts";

/** A body may be this long, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/** Fastify with our schema library. */
export type Api = ReturnType<typeof withZod>;

function withZod(app: FastifyInstance) {
  return app.withTypeProvider<ZodTypeProvider>();
}

/** Builds the REST API and the pages; the caller lets it listen. */
export async function createApi(context: ApiContext): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    // Requests under way are answered at a stop.
    forceCloseConnections: "idle",
    trustProxy: [...context.trustedProxies],
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Answers hold what calls and helpdesks say: no browser is to keep them, or to take them for something else.
  app.addHook("onSend", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  readBodies(app);
  handleErrors(app, context.log);
  describeRefusals(app);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Deskbell",
        version: context.version,
        description: "Telephone events in; pop-ups, contacts, tickets and call journals out.",
        license: { name: "MIT", identifier: "MIT" },
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
    transform: describeNeeds,
    transformObject: finishOpenApi,
  });
  const readers = createReaders(app, context.store);
  requireScopes(app, context);
  guardCalls(app, context);
  recordTheRest(app, context);
  const api = withZod(app);
  await app.register(async () => {
    addHealthRoutes(api, context);
    addSessionRoutes(api, context);
    addSignInRoutes(api, context);
    addSetUpRoutes(api, context);
    addOidcRoutes(api, context);
    addMeRoutes(api, context);
    addDeskRoutes(api, context);
    addPeopleRoutes(api, context);
    addPeopleSessionRoutes(api, context);
    addAuditRoutes(api, context);
    addConnectionRoutes(api, context);
    addKindRoutes(api);
    addPopupRoutes(api, context);
    addTelephoneRoutes(api, context);
    addRefusedPostRoutes(api, context);
    addEventRoutes(api, context);
    addPostedRoutes(api, context);
    addTemplateRoutes(api, context);
    addIntegrationRoutes(api, context);
    addFormRoutes(api, context);
    addCheckRoutes(api, context);
    addConnectRoutes(api, context);
    addUserRoutes(api, context);
    addNumberPreview(api, context);
    addCallRoutes(api, context);
    addRecordingRoutes(api, context);
    addRecordingLinkRoutes(api, context);
    addRehearsalRoutes(api, context);
    addDeliveryRoutes(api, context);
    addPhonebookRoutes(api, context);
    addContactRoutes(api, context);
    addPrivacyRoutes(api, context);
    addTokenRoutes(api, context);
    addSettingRoutes(api, context);
    addServerSettingRoutes(api, context);
    addRetentionRoutes(api, context);
    addChangeRoutes(api, context, readers);
    if (context.webFolder !== undefined) servePages(api, context.webFolder, context.frameAncestors);
  });
  await app.ready();
  return app;
}
