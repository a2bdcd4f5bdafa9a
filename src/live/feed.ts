import type { Change } from "../domain/index.ts";
import { listChangesAfter, listLatestChanges, type Store } from "../store/index.ts";

export interface FeedStart {
  /** Go on behind this `seq`; what was missed comes first. One that the store never gave, as after going back to a backup, means the newest. */
  readonly after?: number;
  /** Without `after`: begin with so many of the newest changes. Default 0. */
  readonly latest?: number;
  /** Only pop-ups of this extension, and everything that is not a pop-up. */
  readonly extension?: string;
}

/** One subscriber's end of the live feed. */
export interface Subscription {
  close(): void;
}

export interface Feed {
  /**
   * Calls `take` with every change behind the start, in order of `seq`, none twice and none left out, until closed. `take` gives
   * false when it cannot take more for now; the subscription then waits for `ready` and catches up from the store,
   * so a slow reader costs no memory. `end` is called once when nothing more will come: the feed was closed, or the store failed.
   */
  subscribe(
    start: FeedStart,
    take: (change: Change) => boolean,
    end: () => void,
  ): Promise<Subscription & { ready(): void }>;
  /** How many subscribers there are. */
  readonly size: number;
  close(): void;
}

const PAGE = 500;

/** Follows the store's changes. */
export function openFeed(store: Store): Feed {
  const readers = new Set<{ wake(): void; end(): void }>();
  const stop = store.onChanges(() => {
    for (const reader of readers) reader.wake();
  });

  return {
    async subscribe({ after, latest = 0, extension }, take, end) {
      let seq = 0;
      let open = true;
      let full = false;
      let reading = false;
      let more = false;

      const offer = (change: Change): void => {
        seq = change.seq;
        const foreign = extension !== undefined && change.kind === "popup" && change.popup.extension !== extension;
        if (!foreign && !take(change)) full = true;
      };

      // Everything is read back from the store, so the order and completeness are the store's and hold over a catch-up as well.
      async function read(): Promise<void> {
        if (reading) {
          more = true;
          return;
        }
        reading = true;
        try {
          do {
            more = false;
            const changes = await store.read(() => listChangesAfter(seq, PAGE));
            for (const change of changes) {
              if (!open || full) return;
              offer(change);
            }
            more ||= changes.length === PAGE;
          } while (more && open && !full);
        } catch {
          // The reader is let go, so that it comes back when the store does and goes on where it was.
          reader.end();
        } finally {
          reading = false;
        }
      }

      const close = () => {
        open = false;
        readers.delete(reader);
      };
      const reader = {
        wake: () => void read(),
        end() {
          if (!open) return;
          close();
          end();
        },
      };
      const newest = await store.read(() => listLatestChanges(after === undefined ? Math.max(1, latest) : 1));
      const newestSeq = newest.at(-1)?.seq ?? 0;
      if (after === undefined) {
        if (latest > 0) for (const change of newest) offer(change);
        seq = newestSeq;
      } else seq = Math.min(after, newestSeq);
      readers.add(reader);
      reader.wake();
      return {
        ready() {
          full = false;
          reader.wake();
        },
        close,
      };
    },
    get size() {
      return readers.size;
    },
    close() {
      stop();
      for (const reader of readers) reader.end();
    },
  };
}
