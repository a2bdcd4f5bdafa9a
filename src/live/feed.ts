import type { Change } from "../domain/index.ts";
import { listChangesAfter, listLatestChanges, type Store } from "../store/index.ts";
import { concerns, createAudience, type Interest } from "./audience.ts";
import { createTail, type Tail } from "./tail.ts";

export interface FeedStart extends Interest {
  /** Go on behind this `seq`; what was missed comes first. One that the store never gave, as after going back to a backup, means the newest. */
  readonly after?: number;
  /** Without `after`: begin with so many of the newest changes. Default 0. */
  readonly latest?: number;
}

/** One subscriber's end of the live feed. */
export interface Subscription {
  close(): void;
}

export interface Feed {
  /**
   * Calls `take` with every change behind the start that is of interest, in order of `seq`, none twice and none left out, until closed.
   * Who is up to date gets the very object that the others get, so that what is made of a change is made once for all.
   * `take` gives false when it has taken this one and can take no more for now; the subscription then waits for `ready` and catches up
   * from the store, so a slow reader costs no memory. `end` is called once when nothing more will come: the feed was closed, or the store failed.
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

/** How many changes one reading of the store brings at most. */
const PAGE = 500;
/** How many of the newest changes stay in memory at least, for those who come back after a moment. */
const TAIL = 1000;

interface Reader extends Interest {
  /** The newest change that was offered, or passed over as foreign. */
  seq: number;
  open: boolean;
  full: boolean;
  catchingUp: boolean;
  readonly take: (change: Change) => boolean;
  readonly end: () => void;
}

/**
 * Follows the store's changes. However many subscribers there are, a commit is read once; only who is behind reads by itself, until
 * it has come to what is in memory. Relies on the store showing changes in order of `seq`: none appears below one that was read.
 */
export function openFeed(store: Store): Feed {
  const readers = new Set<Reader>();
  /** The readers that have had everything up to the tail's head. */
  const upToDate = createAudience<Reader>();
  /** There while anybody reads. */
  let tail: Tail | undefined;
  let following = false;
  let again = false;
  const stop = store.onChanges(() => void follow());

  // What the listener is handed is not used: another node's commits come without it, and order and completeness are the store's.
  async function follow(): Promise<void> {
    again = true;
    if (following) return;
    following = true;
    try {
      while (again && tail) {
        again = false;
        const own = tail;
        const changes = await store.read(() => listChangesAfter(own.head, PAGE));
        for (const change of changes) {
          own.add(change);
          upToDate.visit(change, (reader) => offer(reader, change));
        }
        if (changes.length === PAGE || tail !== own) again = true;
      }
    } catch {
      for (const reader of readers) letGo(reader);
    } finally {
      following = false;
    }
  }

  function offer(reader: Reader, change: Change): void {
    if (change.seq <= reader.seq) return;
    reader.seq = change.seq;
    if (!concerns(reader, change) || reader.take(change)) return;
    reader.full = true;
    upToDate.delete(reader);
  }

  function offerAll(reader: Reader, changes: readonly Change[]): void {
    for (const change of changes) {
      if (!reader.open || reader.full) return;
      offer(reader, change);
    }
  }

  async function catchUp(reader: Reader): Promise<void> {
    if (reader.catchingUp) return;
    reader.catchingUp = true;
    try {
      while (reader.open && !reader.full && tail) {
        const recent = tail.after(reader.seq);
        if (recent) {
          offerAll(reader, recent);
          if (reader.open && !reader.full) upToDate.add(reader);
          return;
        }
        const { start } = tail;
        const changes = await store.read(() => listChangesAfter(reader.seq, PAGE));
        offerAll(reader, changes);
        // The rest up to where the tail began has been cleared away.
        if (changes.length < PAGE && !reader.full) reader.seq = Math.max(reader.seq, start);
      }
    } catch {
      letGo(reader);
    } finally {
      reader.catchingUp = false;
    }
  }

  function close(reader: Reader): void {
    reader.open = false;
    readers.delete(reader);
    upToDate.delete(reader);
    if (readers.size === 0) tail = undefined;
  }

  // So that it comes back when the store does, and goes on where it was.
  function letGo(reader: Reader): void {
    if (!reader.open) return;
    close(reader);
    reader.end();
  }

  return {
    async subscribe({ after, latest = 0, ...interest }, take, end) {
      const newest = await store.read(() => listLatestChanges(after === undefined ? Math.max(1, latest) : 1));
      const newestSeq = newest.at(-1)?.seq ?? 0;
      const shown = after === undefined && latest > 0 ? newest : [];
      const seq = shown[0] ? shown[0].seq - 1 : Math.min(after ?? newestSeq, newestSeq);
      const reader: Reader = { ...interest, take, end, seq, open: true, full: false, catchingUp: false };
      readers.add(reader);
      tail ??= createTail(newestSeq, TAIL);
      offerAll(reader, shown);
      void catchUp(reader);
      // Something may have been committed while nobody listened.
      void follow();
      return {
        ready() {
          reader.full = false;
          void catchUp(reader);
        },
        close: () => close(reader),
      };
    },
    get size() {
      return readers.size;
    },
    close() {
      stop();
      for (const reader of readers) letGo(reader);
    },
  };
}
