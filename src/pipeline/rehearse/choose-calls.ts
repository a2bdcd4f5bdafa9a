import { DeskbellError } from "../../base/index.ts";
import {
  findCall,
  findCallByPbxId,
  findCallLink,
  listCalls,
  type Operation,
  type StoredCall,
} from "../../store/index.ts";
import type { IntegrationRuntime } from "../runtime.ts";

/** Which calls: named ones, by our id or the PBX's, or the newest. */
export type CallChoice =
  | { readonly ids: readonly string[] }
  /** `before`: that began before this time (ms since 1970). */
  | { readonly limit: number; readonly before?: number | undefined };

const PAGE = 200;
/** So many calls are looked at for those in which the integration has a part. */
const MAX_SEEN = 5000;

/** The settled calls to rehearse, the newest first unless named. Throws `NOT_FOUND` for a name that is none, `CONFLICT` for a call that goes on. */
export function* chooseCalls(choice: CallChoice, { integration }: IntegrationRuntime): Operation<StoredCall[]> {
  if ("ids" in choice) return yield* findNamed(choice.ids, integration);
  const chosen: StoredCall[] = [];
  let from: { before?: number; beforeId?: string } = choice.before === undefined ? {} : { before: choice.before };
  for (let seen = 0; seen < MAX_SEEN && chosen.length < choice.limit; seen += PAGE) {
    const page = yield* listCalls({ limit: PAGE, ...from });
    for (const { id, connectionId, startedAt, state } of page) {
      from = { before: startedAt, beforeId: id };
      if (chosen.length === choice.limit || connectionId !== integration.connectionId || state !== "ended") continue;
      const stored = yield* findCall(id);
      if (stored?.settled && (yield* findCallLink(id, integration.id))) chosen.push(stored);
    }
    if (page.length < PAGE) break;
  }
  return chosen;
}

function* findNamed(ids: readonly string[], integration: IntegrationRuntime["integration"]): Operation<StoredCall[]> {
  const chosen: StoredCall[] = [];
  for (const id of ids) {
    const stored = (yield* findCall(id)) ?? (yield* findCallByPbxId(integration.connectionId, id));
    if (!stored || !(yield* findCallLink(stored.call.id, integration.id)))
      throw new DeskbellError("NOT_FOUND", `integration "${integration.id}" has no call "${id}"`);
    if (!stored.settled)
      throw new DeskbellError("CONFLICT", `call "${id}" has not settled yet; rehearse it a few seconds after its end`);
    if (!chosen.some(({ call }) => call.id === stored.call.id)) chosen.push(stored);
  }
  return chosen;
}
