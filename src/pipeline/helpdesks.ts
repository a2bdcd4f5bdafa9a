import type { Env } from "../base/index.ts";
import type { Outcome } from "../domain/index.ts";
import {
  findHelpdeskState,
  type HelpdeskState,
  hastenDeliveries,
  lock,
  type Operation,
  recordChange,
  type Store,
  saveHelpdeskState,
  signal,
} from "../store/index.ts";
import { addToWindow, EMPTY_WINDOW, nextState, recoverRate, type Window } from "./circuit.ts";
import type { IntegrationRuntime, Log } from "./runtime.ts";

/** Watches how the helpdesks are doing, so that one in trouble gets a rest and holds up nobody. */
export interface Helpdesks {
  /** Takes note of what an attempt met. */
  note(runtime: IntegrationRuntime, outcome: Outcome): Promise<void>;
  /** What is remembered of the helpdesks may have been changed by another node. */
  forget(): void;
  /** Its rate is limited, so that one node alone sends its deliveries: only that one knows how many went out. */
  isRated(runtime: IntegrationRuntime): boolean;
  /** Brings the rate of an integration's connection up to date with what all nodes have learnt. */
  refresh(runtime: IntegrationRuntime): Promise<void>;
}

/** Told to all nodes when deliveries may have become due. */
export const WORK_SIGNAL = "work";

export function createHelpdesks(store: Store, env: Env, log: Log, countNodes: () => number): Helpdesks {
  const windows = new Map<string, Window>();
  const states = new Map<string, HelpdeskState>();
  const rated = new Set<string>();

  function applyRate(runtime: IntegrationRuntime, state: HelpdeskState): void {
    const { id } = runtime.integration;
    states.set(id, state);
    if (state.learntRate === undefined) rated.delete(id);
    else rated.add(id);
    const rates = [runtime.requestsPerMinute, state.learntRate].filter((rate) => rate !== undefined);
    runtime.connection.setRate(rates.length > 0 ? Math.min(...rates) : undefined);
  }

  return {
    isRated: ({ integration, requestsPerMinute }) => requestsPerMinute !== undefined || rated.has(integration.id),
    forget: () => states.clear(),
    async note(runtime, outcome) {
      const { id } = runtime.integration;
      const now = env.now();
      const window = addToWindow(windows.get(id) ?? EMPTY_WINDOW, outcome, now);
      windows.set(id, window);
      // While the rate is not limited, all nodes send alike.
      const sent = runtime.connection.countLastMinute() * countNodes();
      const known = states.get(id);
      // Nearly always nothing changes, and then nothing is written.
      if (known && nextState(known, window, outcome, sent, now) === known) return;
      const change = await store.write(() =>
        changeState(id, now, (state) => nextState(state, window, outcome, sent, now)),
      );
      applyRate(runtime, change.after);
      if (change.before.circuit !== change.after.circuit) {
        windows.delete(id);
        const facts = { integration: id, reason: change.after.reason };
        if (change.after.circuit === "open")
          log.warn("the helpdesk fails; its deliveries wait until it is back", facts);
        else log.info("the helpdesk is back", { integration: id });
      }
    },
    async refresh(runtime) {
      const { id } = runtime.integration;
      const now = env.now();
      const state = await store.read(() => findHelpdeskState(id));
      if (recoverRate(state, now) === state) return applyRate(runtime, state);
      const change = await store.write(() => changeState(id, now, (fresh) => recoverRate(fresh, now)));
      applyRate(runtime, change.after);
    },
  };
}

function* changeState(
  integrationId: string,
  now: number,
  change: (state: HelpdeskState) => HelpdeskState,
): Operation<{ before: HelpdeskState; after: HelpdeskState }> {
  yield* lock(`claims ${integrationId}`);
  const before = yield* findHelpdeskState(integrationId);
  const after = change(before);
  if (after === before) return { before, after };
  yield* saveHelpdeskState(after);
  if (before.circuit !== after.circuit) {
    // Its deliveries have waited long enough: the helpdesk is there.
    if (after.circuit === "closed") yield* hastenDeliveries(integrationId, now);
    yield* recordChange(now, { kind: "helpdesk", integrationId, circuit: after.circuit, reason: after.reason });
  }
  yield* signal(WORK_SIGNAL);
  return { before, after };
}
