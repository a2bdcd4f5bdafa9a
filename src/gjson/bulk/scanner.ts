import { BACKSLASH, SPACE } from "../chars.ts";
import { BLOCK, buildKernel, INPUT_AT, OUTPUT_AT, STATE_AT } from "./kernel.ts";

/** Where a scan stands. */
export interface ScanState {
  /** The place in the text. */
  at: number;
  /** How many brackets deep. */
  depth: number;
  /** -1 inside a string, else 0. */
  inString: number;
  /** UTF-16 units that the next stretch has; the stretches grow, as the end may be near. */
  stretch: number;
  /** The scan is over: the text ended, the depth fell below 0, or the limit was reached. */
  stopped: boolean;
}

/** A scan that begins outside of strings. */
export function startScan(at: number, depth: number): ScanState {
  return { at, depth, inString: 0, stretch: FIRST_STRETCH, stopped: false };
}

const FIRST_STRETCH = 1024;
/** Each unit takes up to three bytes of UTF-8. */
const LONGEST_STRETCH = 16_384;

/** Finds ends of containers many bytes at a time. */
export interface Scanner {
  /**
   * Scans the next stretch of the text and moves the state on. Gives how many closing brackets, at most `limit`, bring the depth to
   * 0 or below.
   */
  scan(text: string, to: number, state: ScanState, limit: number): number;
  /** Where these brackets are, relative to where the state stood. The next scan writes over it. */
  readonly positions: Int32Array;
}

/** `undefined` where there is no WebAssembly with vectors, or the page's policy forbids it; then the slow way is the only one. */
export function getScanner(): Scanner | undefined {
  if (scanner === undefined) scanner = createScanner() ?? null;
  return scanner ?? undefined;
}

let scanner: Scanner | null | undefined;

type ScanFunction = (length: number, inString: number, depth: number, limit: number) => number;

function createScanner(): Scanner | undefined {
  let exports: WebAssembly.Exports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(buildKernel())).exports;
  } catch {
    return undefined;
  }
  const run = exports.scan as unknown as ScanFunction;
  const { buffer } = exports.memory as WebAssembly.Memory;
  const input = new Uint8Array(buffer, INPUT_AT, LONGEST_STRETCH * 3 + BLOCK);
  const positions = new Int32Array(buffer, OUTPUT_AT);
  const after = new Int32Array(buffer, STATE_AT, 3);
  const encoder = new TextEncoder();
  return {
    positions,
    scan(text, to, state, limit) {
      const stop = stretchEnd(text, state, to);
      const { written } = encoder.encodeInto(text.slice(state.at, stop), input);
      input.fill(SPACE, written, written + BLOCK);
      const count = run(written, state.inString, state.depth, limit);
      state.at = stop;
      state.inString = after[0] as number;
      state.depth = after[1] as number;
      state.stopped = after[2] === 1 || stop === to;
      state.stretch = Math.min(state.stretch * 2, LONGEST_STRETCH);
      return count;
    },
  };
}

/** A stretch never ends between a backslash and what it takes. A character cut in halves does no harm: it is no bracket. */
function stretchEnd(text: string, { at, stretch }: ScanState, to: number): number {
  if (to - at <= stretch) return to;
  const stop = at + stretch;
  let slashes = 0;
  while (slashes < stretch && text.charCodeAt(stop - 1 - slashes) === BACKSLASH) slashes++;
  return stop - (slashes % 2);
}
