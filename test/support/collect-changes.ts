import type { Change } from "../../src/domain/index.ts";
import { listChangesAfter, type Store } from "../../src/store/index.ts";

/** Adds every change that is committed from now on to `changes`, in order. */
export function collectChanges(store: Store, changes: Change[]): void {
  let seq = 0;
  let reading = Promise.resolve();
  store.onChanges(() => {
    reading = reading
      .then(() => store.read(() => listChangesAfter(seq, 10_000)))
      .then(
        (fresh) => {
          changes.push(...fresh);
          seq = fresh.at(-1)?.seq ?? seq;
        },
        // The store was closed meanwhile.
        () => undefined,
      );
  });
}
