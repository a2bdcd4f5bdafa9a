import { DeskbellError } from "../../base/index.ts";
import { disconnect, findIntegration, type Operation, recordChange } from "../../store/index.ts";
import type { SetUpTools } from "./tools.ts";

/**
 * Ends an integration's access to its helpdesk: it is switched off, its secrets are forgotten and its phonebook becomes an ordinary one.
 * Its calls, deliveries and settings stay; it is connected again by setting it up with its secrets. Throws `NOT_FOUND`.
 */
export function disconnectIntegration(id: string, { store, env }: Pick<SetUpTools, "store" | "env">): Promise<void> {
  return store.write(function* (): Operation<void> {
    if (!(yield* findIntegration(id))) throw new DeskbellError("NOT_FOUND", `there is no integration "${id}"`);
    yield* disconnect(id);
    yield* recordChange(env.now(), { kind: "integration", integrationId: id, attention: null });
  });
}
