import type { Change } from "../../domain/index.ts";

const frames = new WeakMap<Change, Buffer>();

/** A change as a server-sent event. Made once for all who get the same object. */
export function toFrame(change: Change): Buffer {
  let frame = frames.get(change);
  if (!frame) {
    frame = Buffer.from(`id: ${change.seq}\ndata: ${JSON.stringify(change)}\n\n`);
    frames.set(change, frame);
  }
  return frame;
}
