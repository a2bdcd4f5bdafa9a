import type { FastifyInstance } from "fastify";
import { readAccessSignal, type Store } from "../../store/index.ts";

/** Who follows the live feed, so that a session, a person or a token that is good no longer takes its readers with it, at whichever node. */
export interface Readers {
  /** `end` lets the reader go when one of the ids is good no longer. Gives the function that forgets it. */
  add(ids: readonly string[], end: () => void): () => void;
}

export function createReaders(app: FastifyInstance, store: Store): Readers {
  const readers = new Set<{ readonly ids: readonly string[]; readonly end: () => void }>();
  const stop = store.onSignal((signal) => {
    const id = signal === undefined ? undefined : readAccessSignal(signal);
    // Where signals may have been missed all are let go: whoever still may comes back by itself and goes on where it was.
    if (signal !== undefined && id === undefined) return;
    for (const { ids, end } of readers) if (id === undefined || ids.includes(id)) end();
  });
  app.addHook("onClose", async () => stop());
  return {
    add(ids, end) {
      const reader = { ids, end };
      readers.add(reader);
      return () => readers.delete(reader);
    },
  };
}
