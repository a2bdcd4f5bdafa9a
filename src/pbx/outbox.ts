import type { PhoneEvent } from "../domain/index.ts";

/** Hands events on, one batch after the other; what was handed on once is not handed on again. */
export interface Outbox {
  push(events: readonly PhoneEvent[]): void;
  /** How many batches wait. */
  readonly waiting: number;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
  /** Takes nothing more, and lets what waits go. */
  stop(): void;
}

export interface OutboxOptions {
  readonly emit: (events: readonly PhoneEvent[]) => Promise<void>;
  /** An event could not be written: nothing after it is. */
  readonly onFailure: (error: Error) => void;
  /** Asked after each batch. */
  readonly onProgress: () => void;
}

const MAX_REMEMBERED = 20_000;

export function createOutbox({ emit, onFailure, onProgress }: OutboxOptions): Outbox {
  const written = new Set<string>();
  let waiting = 0;
  let stopped = false;
  let last: Promise<void> = Promise.resolve();

  function push(events: readonly PhoneEvent[]): void {
    if (stopped) return;
    waiting++;
    last = last.then(async () => {
      try {
        if (!stopped) await write(events);
      } catch (error) {
        stopped = true;
        onFailure(error as Error);
      } finally {
        waiting--;
        onProgress();
      }
    });
  }

  async function write(events: readonly PhoneEvent[]): Promise<void> {
    const fresh = events.filter(
      ({ key }, at) => !written.has(key) && events.findIndex((one) => one.key === key) === at,
    );
    if (fresh.length === 0) return;
    await emit(fresh);
    for (const { key } of fresh) written.add(key);
    for (const key of written) {
      if (written.size <= MAX_REMEMBERED) break;
      written.delete(key);
    }
  }

  return {
    push,
    get waiting() {
      return waiting;
    },
    drained: () => last,
    stop() {
      stopped = true;
    },
  };
}
