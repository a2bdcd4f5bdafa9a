import type { Note } from "./desk-state.ts";

/** `typing`: not sent yet. */
export type SaveState = "saved" | "typing" | "saving" | "failed";

/** Saves a note while it is written. */
export interface NoteSaver {
  /** Takes the note as it is now; it is saved when nothing more comes for a while. */
  take(note: Note): void;
  /** Saves at once what is not saved yet. */
  flush(): void;
}

const PAUSE_MS = 700;
const RETRY_MS = 4000;

/** One save at a time, the newest always last; one that fails is tried again until it is done or a newer one takes its place. */
export function createNoteSaver(save: (note: Note) => Promise<unknown>, tell: (state: SaveState) => void): NoteSaver {
  let waiting: Note | undefined;
  let saving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  const run = () => {
    clearTimeout(timer);
    const note = waiting;
    if (saving || note === undefined) return;
    waiting = undefined;
    saving = true;
    tell("saving");
    save(note).then(
      () => {
        saving = false;
        if (waiting === undefined) tell("saved");
        else run();
      },
      () => {
        saving = false;
        waiting ??= note;
        tell("failed");
        plan(RETRY_MS);
      },
    );
  };
  return {
    take(note) {
      waiting = note;
      tell("typing");
      plan(PAUSE_MS);
    },
    flush: run,
  };
}
