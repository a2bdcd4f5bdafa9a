/** Ctrl-C arrives from the terminal and once more from the program that started this one, such as npm or the launcher. */
const ONE_PRESS_MS = 300;

/** A request to end: `signal` aborts with the first `press`. */
interface Stop {
  readonly signal: AbortSignal;
  press(): void;
}

/** The first press asks to end in good order, the second ends at once, through `endNow`. `now`: milliseconds of a clock that only goes forward. */
export function createStop(now: () => number, endNow: () => void): Stop {
  const controller = new AbortController();
  let firstPress = 0;
  return {
    signal: controller.signal,
    press() {
      if (!controller.signal.aborted) {
        firstPress = now();
        controller.abort();
      } else if (now() - firstPress > ONE_PRESS_MS) endNow();
    },
  };
}
