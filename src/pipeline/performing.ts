import type { Delivery } from "../domain/index.ts";
import type { IntegrationRuntime, Runtimes } from "./runtime.ts";

/** By what a delivery is carried out: its integration, with the template's revision for which it was replayed. */
export async function findPerforming(
  { templateRevision }: Delivery,
  runtime: IntegrationRuntime,
  runtimes: Runtimes,
): Promise<IntegrationRuntime> {
  const { id, templateRevision: own } = runtime.integration;
  if (templateRevision === undefined || templateRevision === own) return runtime;
  return (await runtimes.getRevision(id, templateRevision)) ?? runtime;
}
