import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Keeps the space for young objects as small as it is at first. Loading the server makes much that is dropped at once; the space would grow
 * for it, by some 25 MB that a server which has nothing to do never gives back.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Drops what loading has left, and lets the space grow again with the work, as V8 does by itself. */
export function letYoungGenerationGrow(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  setFlagsFromString("--semi-space-growth-factor=2");
}
