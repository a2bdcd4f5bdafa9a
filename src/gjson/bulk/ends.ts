import { getScanner, type ScanState } from "./scanner.ts";

const NO_LIMIT = 0x7fff_ffff;

/** The ends of the containers that lie directly in an array, in their order. */
export interface ContainerEnds {
  /** The place behind the container that opens at `at`; `undefined` when it is not known. Asked in rising order. */
  endOf(at: number): number | undefined;
}

/** Starts inside an array, outside of any of its elements. `undefined` when there is no quick way. */
export function createContainerEnds(text: string, from: number, end: number): ContainerEnds | undefined {
  const scanner = getScanner();
  if (!scanner) return undefined;
  const state: ScanState = { at: from, depth: 0, inString: 0, stopped: false };
  let base = from;
  let ends = new Int32Array(0);
  let next = 0;
  return {
    endOf(at) {
      for (;;) {
        while (next < ends.length) {
          const stop = base + (ends[next++] as number) + 1;
          if (stop > at) return stop;
        }
        if (state.stopped) return undefined;
        base = state.at;
        // The scanner's own memory is used again by scans inside the elements.
        ends = scanner.scan(text, end, state, NO_LIMIT).slice();
        next = 0;
      }
    },
  };
}

/** From inside a container to the place behind its closing bracket; -1 when there is none, `undefined` when there is no quick way. */
export function findFarClose(text: string, from: number, end: number): number | undefined {
  const scanner = getScanner();
  if (!scanner) return undefined;
  const state: ScanState = { at: from, depth: 1, inString: 0, stopped: false };
  while (!state.stopped) {
    const base = state.at;
    const found = scanner.scan(text, end, state, 1)[0];
    if (found !== undefined) return Math.min(base + found + 1, end);
  }
  return -1;
}
