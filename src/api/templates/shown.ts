import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findTemplate, type Store, type StoredIntegration, type TemplateRevision } from "../../store/index.ts";
import { lintTemplate, readTemplate } from "../../template/index.ts";
import { templateSchema } from "../contract.ts";

export const keySchema = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, "use 1 to 64 letters, digits, dots, dashes or underscores");

/** Longer notes belong elsewhere. */
export const noteSchema = z.string().trim().max(300);

export const useSchema = z.object({ id: z.string(), revision: z.int() });

const FEATURES = ["search", "users", "contacts", "tickets", "journal"] as const;

/** A template as a list shows it. */
export const templateCardSchema = templateSchema
  .extend({
    provider: z.string().describe("helpdesk or crm"),
    version: z.string().describe("As its author calls it."),
    auth: z.string(),
    features: z.array(z.enum(FEATURES)).describe("What it can do."),
    errors: z.int(),
    warnings: z.int(),
    integrations: z.array(useSchema).describe("Where it is used, and which revision there."),
  })
  .meta({ id: "TemplateCard" });

export function toShown({ key, revision, name, hash, createdAt }: TemplateRevision) {
  return { key, revision, name, hash, createdAt };
}

const known = new Map<string, ReturnType<typeof summarise>>();
const MAX_KNOWN = 200;

/** What the text says, remembered by its hash: a revision never changes. */
function describeOnce({ hash, xml }: TemplateRevision) {
  const found = known.get(hash) ?? summarise(xml);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(hash, found);
  return found;
}

/** How many errors the text has. */
export function countErrors(revision: TemplateRevision): number {
  return describeOnce(revision).errors;
}

/** What a list shows of a template's text. */
export function summarise(xml: string) {
  const { template } = readTemplate(xml);
  const found = lintTemplate(xml);
  const supports = template?.supports;
  const can = {
    search: template?.scenarios.some(({ id, requests }) => id === "SyncContactAuto" && requests.length > 0),
    users: supports?.userAssociation,
    contacts: supports?.createContact,
    tickets: supports?.createTicket,
    journal: supports?.callJournal,
  };
  return {
    provider: template?.provider ?? "",
    version: template?.version ?? "",
    auth: template?.auth ?? "none",
    features: FEATURES.filter((feature) => can[feature]),
    errors: found.filter(({ severity }) => severity === "error").length,
    warnings: found.filter(({ severity }) => severity === "warning").length,
  };
}

export function toCard(revision: TemplateRevision, integrations: readonly StoredIntegration[]) {
  return {
    ...toShown(revision),
    ...describeOnce(revision),
    integrations: integrations
      .filter(({ templateKey }) => templateKey === revision.key)
      .map(({ id, templateRevision }) => ({ id, revision: templateRevision })),
  };
}

/** Throws `TEMPLATE_MISSING`. */
export async function getTemplate(store: Store, key: string, revision?: number): Promise<TemplateRevision> {
  const found = await store.read(() => findTemplate(key, revision));
  if (found) return found;
  const which = revision === undefined ? "" : ` with revision ${revision}`;
  throw new DeskbellError("TEMPLATE_MISSING", `there is no template "${key}"${which}`);
}
