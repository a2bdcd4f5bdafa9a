import { z } from "zod";
import type { IntegrationRuntime } from "../../pipeline/index.ts";
import { listConnections, listExtensions, type OwnExtension } from "../../store/index.ts";
import { findScenario } from "../../template/index.ts";
import type { Api } from "../app.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { listNewContactFields } from "./new-contact-fields.ts";

const popupSchema = z.object({
  enabled: z.boolean(),
  trigger: z.enum(["ringing", "answered", "ended", "manual"]),
});

const deskSchema = z
  .object({
    now: z.int().describe("The server's clock, by which the age of a pop-up counts (ms since 1970)."),
    extensions: z
      .array(z.object({ connectionId: z.string(), number: z.string(), name: z.string() }))
      .describe("The caller's own; all of them for whoever sees all calls and has none of their own."),
    connections: z.array(
      z.object({ id: z.string(), canDial: z.boolean().describe("The PBX can be asked to dial at the moment.") }),
    ),
    integrations: z.array(
      z.object({
        id: z.string(),
        connectionId: z.string(),
        name: z.string().describe("The helpdesk's, as its template says it."),
        popup: popupSchema.describe("Where an extension has no setting of its own."),
        canSearch: z.boolean(),
        canCreate: z.boolean(),
        newContact: z
          .array(z.object({ name: z.string(), variables: z.array(z.string()) }))
          .describe("What CreateNewContact says of the contact; what is typed in goes into all of the variables."),
      }),
    ),
  })
  .meta({ id: "Desk" });

/** All that the agent desk needs to know of the set-up, without what only administrators may see. */
export function addDeskRoutes(api: Api, { store, engine, runtimes, env }: ApiContext): void {
  api.get(
    "/api/v1/desk",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "getDesk",
        summary: "What an agent can do at their desk",
        description: "Extensions, whether they can click to call, and what each helpdesk takes.",
        tags: ["me"],
        response: { 200: deskSchema },
      },
    },
    async (request) => {
      const { person, ownCalls } = callerOf(request);
      const own = person?.extensions ?? [];
      const { connections, extensions } = await store.read(function* () {
        const all = (yield* listConnections()).filter(({ enabled }) => enabled);
        const seen = ownCalls === undefined ? all : all.filter(({ id }) => own.some((one) => one.connectionId === id));
        const listed = [];
        for (const { id } of seen)
          for (const one of yield* listExtensions(id)) listed.push({ ...one, connectionId: id });
        return { connections: seen, extensions: listed };
      });
      const integrations = await Promise.all(connections.map(({ id }) => runtimes.ofConnection(id)));
      return {
        now: env.now(),
        extensions:
          own.length > 0 ? own.map((one) => named(one, extensions)) : extensions.map((one) => named(one, [one])),
        connections: await Promise.all(connections.map(async ({ id }) => ({ id, canDial: await canDial(id) }))),
        integrations: integrations.flat().map(toShown),
      };
    },
  );

  async function canDial(connectionId: string): Promise<boolean> {
    const { state } = await engine.telephones.status(connectionId);
    return state?.state === "connected";
  }
}

function named({ connectionId, number }: OwnExtension, all: readonly (OwnExtension & { readonly name: string })[]) {
  const known = all.find((one) => one.connectionId === connectionId && one.number === number);
  return { connectionId, number, name: known?.name ?? "" };
}

function toShown({ integration, template, compiled }: IntegrationRuntime) {
  const { method } = integration.settings.contactCreation;
  const canCreate = template.supports.createContact && method !== "off";
  return {
    id: integration.id,
    connectionId: integration.connectionId,
    name: template.name,
    popup: { ...integration.settings.popup },
    canSearch: findScenario(template, "SearchContact") !== undefined,
    canCreate,
    newContact: canCreate
      ? listNewContactFields(compiled).map(({ name, variables }) => ({ name, variables: [...variables] }))
      : [],
  };
}
