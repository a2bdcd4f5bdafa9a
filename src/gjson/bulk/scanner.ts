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
  /** The scan is over: the text ended, the depth fell below 0, or the limit was reached. */
  stopped: boolean;
}

/** The most UTF-16 units of one scan; each takes up to three bytes of UTF-8. */
const CHUNK = 16_384;

/** Finds ends of containers many bytes at a time. */
export interface Scanner {
  /**
   * Scans the next stretch of the text and moves the state on. Gives the positions of the closing brackets that bring the depth to
   * 0 or below, relative to where the state stood, at most `limit`; they are valid until the next scan.
   */
  scan(text: string, to: number, state: ScanState, limit: number): Int32Array;
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
  const input = new Uint8Array(buffer, INPUT_AT, CHUNK * 3 + BLOCK);
  const output = new Int32Array(buffer, OUTPUT_AT);
  const after = new Int32Array(buffer, STATE_AT, 3);
  const encoder = new TextEncoder();
  return {
    scan(text, to, state, limit) {
      const stop = stretchEnd(text, state.at, to);
      const { written } = encoder.encodeInto(text.slice(state.at, stop), input);
      input.fill(SPACE, written, written + BLOCK);
      const count = run(written, state.inString, state.depth, limit);
      state.at = stop;
      state.inString = after[0] as number;
      state.depth = after[1] as number;
      state.stopped = after[2] === 1 || stop === to;
      return output.subarray(0, count);
    },
  };
}

/** A stretch never ends between a backslash and what it takes. A character cut in halves does no harm: it is no bracket. */
function stretchEnd(text: string, from: number, to: number): number {
  if (to - from <= CHUNK) return to;
  const stop = from + CHUNK;
  let slashes = 0;
  while (slashes < CHUNK && text.charCodeAt(stop - 1 - slashes) === BACKSLASH) slashes++;
  return stop - (slashes % 2);
}
