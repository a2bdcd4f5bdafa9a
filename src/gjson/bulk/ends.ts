import { getScanner, startScan } from "./scanner.ts";

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
  const state = startScan(from, 0);
  // Copied, since scans inside the elements use the scanner's own list again.
  const ends: number[] = [];
  let next = 0;
  return {
    endOf(at) {
      for (;;) {
        while (next < ends.length) {
          const stop = ends[next++] as number;
          if (stop > at) return stop;
        }
        if (state.stopped) return undefined;
        const base = state.at;
        const count = scanner.scan(text, end, state, NO_LIMIT);
        ends.length = 0;
        for (let i = 0; i < count; i++) ends.push(base + (scanner.positions[i] as number) + 1);
        next = 0;
      }
    },
  };
}

/** From inside a container to the place behind its closing bracket; -1 when there is none, `undefined` when there is no quick way. */
export function findFarClose(text: string, from: number, end: number): number | undefined {
  const scanner = getScanner();
  if (!scanner) return undefined;
  const state = startScan(from, 1);
  while (!state.stopped) {
    const base = state.at;
    if (scanner.scan(text, end, state, 1) > 0) return Math.min(base + (scanner.positions[0] as number) + 1, end);
  }
  return -1;
}
