import { DeskbellError } from "../base/index.ts";
import type { Delivery } from "../domain/index.ts";
import { type DeadLetterFilter, findDelivery, listDeadLetters, reopenDelivery } from "../store/index.ts";
import { cancelAndAdvance, changeState } from "./by-hand.ts";
import type { ByHandOptions } from "./calls-by-hand.ts";
import { withTyped } from "./run-write.ts";

/** What a supervisor does about deliveries that need a person. */
export interface DeliveriesByHand {
  /**
   * Makes a dead, cancelled or held delivery due again, by another revision of its integration's template and with other values in place of
   * variables if they are given. Throws `NOT_FOUND` for a delivery or revision that is not there, `CONFLICT` for a delivery in another state
   * and for values of a look-up.
   */
  replayDelivery(id: string, templateRevision?: number, values?: Readonly<Record<string, string>>): Promise<Delivery>;
  cancelDelivery(id: string): Promise<Delivery>;
  /**
   * The same for all dead letters, or all that a rehearsal held back, that the filter fits, the oldest `limit` of them, each for itself. A delivery that another hand has
   * taken up meanwhile, and one whose template has no such revision, is left as it is and named with the reason.
   */
  replayDeliveries(filter: DeadLetterFilter, templateRevision?: number): Promise<BulkResult>;
  cancelDeliveries(filter: DeadLetterFilter): Promise<BulkResult>;
}

/** What became of many deliveries; ids, and sentences for people. */
export interface BulkResult {
  readonly changed: readonly string[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** What people do about deliveries: each of them in a transaction of its own, also where they are many. */
export function createDeliveriesByHand({ store, env, runtimes, wake }: ByHandOptions): DeliveriesByHand {
  async function checkRevision(deliveryId: string, revision: number): Promise<void> {
    const delivery = await store.read(() => findDelivery(deliveryId));
    if (!delivery) throw new DeskbellError("NOT_FOUND", `there is no delivery "${deliveryId}"`);
    if (await runtimes.getRevision(delivery.integrationId, revision)) return;
    throw new DeskbellError(
      "NOT_FOUND",
      `the template of integration "${delivery.integrationId}" has no revision ${revision}`,
    );
  }

  async function changeDeadLetters(
    filter: DeadLetterFilter,
    change: (id: string) => Promise<Delivery>,
  ): Promise<BulkResult> {
    const found = await store.read(() => listDeadLetters(filter));
    const changed: string[] = [];
    const left: { id: string; reason: string }[] = [];
    // One after another: what belongs to one call keeps its order, and the first that the store refuses ends it.
    for (const { id } of found) {
      try {
        await change(id);
        changed.push(id);
      } catch (error) {
        if (!(error instanceof DeskbellError) || error.code === "STORE_FAILED") throw error;
        left.push({ id, reason: error.message });
      }
    }
    return { changed, left };
  }

  const byHand: DeliveriesByHand = {
    async replayDelivery(id, templateRevision, values) {
      if (templateRevision !== undefined) await checkRevision(id, templateRevision);
      const reopen = function* () {
        const found = values && (yield* findDelivery(id));
        const action = found && withTyped(found.action, values);
        return yield* reopenDelivery(id, env.now(), templateRevision, action);
      };
      const delivery = await store.write(() => changeState(id, "replayed", reopen, env));
      wake();
      return delivery;
    },
    replayDeliveries: (filter, templateRevision) =>
      changeDeadLetters(filter, (id) => byHand.replayDelivery(id, templateRevision)),
    cancelDeliveries: (filter) => changeDeadLetters(filter, (id) => byHand.cancelDelivery(id)),
    async cancelDelivery(id) {
      const found = await store.read(() => findDelivery(id));
      const runtime = found && (await runtimes.get(found.integrationId));
      const delivery = await store.write(() => cancelAndAdvance(id, runtime, env));
      wake();
      return delivery;
    },
  };
  return byHand;
}
