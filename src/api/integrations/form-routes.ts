import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { CONTACT_TYPES } from "../../domain/index.ts";
import { findTemplate } from "../../store/index.ts";
import { authSettings, findScenario, readTemplate, scenarioParameters, type Template } from "../../template/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { CALLBACK_PATH } from "./connect-routes.ts";

/** The scenarios of which an administrator may write the texts anew. */
const TEXT_SCENARIOS = ["CreateNewContact", "CreateNewTicket", "CallJournal"] as const;

const formSchema = z.object({
  key: z.string(),
  revision: z.int(),
  name: z.string(),
  auth: z.enum(["none", "basic", "bearer", "oauth2"]),
  permission: z.boolean().describe("Somebody has to agree on the helpdesk's own page."),
  redirectUri: z.string().optional().describe("Where that page sends the browser back; to be entered in the helpdesk."),
  fields: z.array(
    z.object({ name: z.string(), title: z.string(), secret: z.boolean(), initial: z.string().optional() }),
  ),
  can: z.object({
    users: z.boolean(),
    contacts: z.array(z.string()).describe("The types of contact that it looks up."),
    search: z.boolean(),
    createContact: z.boolean(),
    journal: z.boolean(),
    ticket: z.boolean(),
  }),
  texts: z
    .array(z.object({ scenario: z.string(), name: z.string(), title: z.string(), value: z.string() }))
    .describe("Texts that settings.parameters may replace, as the template has them."),
});

/** What a template asks of whoever connects it. */
export function addFormRoutes(api: Api, { store, publicUrl }: ApiContext): void {
  api.get(
    "/api/v1/templates/:key/form",
    {
      config: { scope: "read" },
      schema: {
        operationId: "getTemplateForm",
        summary: "What a template asks for, and what it can do",
        tags: ["templates"],
        params: z.object({ key: z.string() }),
        querystring: z.strictObject({ revision: z.coerce.number().int().min(1).optional() }),
        response: { 200: formSchema, 404: errorSchema },
      },
    },
    async (request) => {
      const { key } = request.params;
      const found = await store.read(() => findTemplate(key, request.query.revision));
      const template = found && readTemplate(found.xml).template;
      if (!template) throw new DeskbellError("TEMPLATE_MISSING", `there is no template "${key}" of that revision`);
      const form = toForm(template);
      const redirect = form.permission ? { redirectUri: `${publicUrl()}${CALLBACK_PATH}` } : {};
      return { key, revision: found.revision, name: found.name, ...form, ...redirect };
    },
  );
}

function toForm(template: Template): Omit<z.output<typeof formSchema>, "key" | "revision" | "name"> {
  const auth = authSettings(template);
  const asks = (id: Parameters<typeof findScenario>[1]) => (findScenario(template, id)?.requests.length ?? 0) > 0;
  const requests = findScenario(template, "SyncContactAuto")?.requests ?? [];
  const { supports } = template;
  return {
    auth: auth.kind,
    permission: auth.kind === "oauth2" && auth.authorizationEndpoint !== undefined,
    fields: template.fields.map(({ key, title, secret, initial }) => ({
      name: key,
      title,
      secret,
      ...(initial !== undefined && { initial }),
    })),
    can: {
      users: supports.userAssociation && asks("UserAssociation"),
      contacts: CONTACT_TYPES.filter((type) => requests.some(({ name }) => name.toLowerCase() === type)),
      search: asks("SearchContact"),
      createContact: supports.createContact && asks("CreateNewContact"),
      journal: supports.callJournal && asks("CallJournal"),
      ticket: supports.createTicket && asks("CreateNewTicket"),
    },
    texts: TEXT_SCENARIOS.flatMap((id) => {
      const scenario = findScenario(template, id);
      if (!scenario) return [];
      return scenarioParameters(scenario)
        .filter(({ name, custom }) => custom || name === "Subject" || name === "Description")
        .map(({ name, title, value }) => ({ scenario: id, name, title, value: value?.value ?? "" }));
    }),
  };
}
