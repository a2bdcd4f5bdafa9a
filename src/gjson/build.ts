import { MAX_BUILT_LENGTH } from "./limits.ts";
import { MISSING, sourceOf, type Value } from "./value.ts";

/** Gathers the pieces of a JSON text that is being built and keeps it within {@link MAX_BUILT_LENGTH}. */
export interface List {
  /** Adds a piece; an empty one is left out. */
  add(piece: string): void;
  /** The pieces with commas between them. `undefined` when they are too long. */
  join(): string | undefined;
  /** The pieces as the elements of an array; missing when they are too long. */
  toArray(): Value;
}

export function createList(): List {
  const pieces: string[] = [];
  let length = 0;
  const join = () => (length > MAX_BUILT_LENGTH ? undefined : pieces.join(","));
  return {
    add(piece) {
      if (piece === "") return;
      length += piece.length + 1;
      if (length <= MAX_BUILT_LENGTH) pieces.push(piece);
    },
    join,
    toArray() {
      const inner = join();
      return inner === undefined ? MISSING : { type: "JSON", ...sourceOf(`[${inner}]`) };
    },
  };
}
