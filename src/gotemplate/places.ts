import { createLineIndex } from "../base/index.ts";
import type { Place } from "./errors.ts";

/** Finds line and column of offsets in one source. */
export class Places {
  readonly #source: string;
  #lines: ReturnType<typeof createLineIndex> | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  at(offset: number): Place {
    this.#lines ??= createLineIndex(this.#source);
    const { line, column } = this.#lines.spanAt(offset);
    return { line, column, offset };
  }
}
