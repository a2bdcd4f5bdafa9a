import type { Pattern } from "./match.ts";
import type { ModifierName } from "./modifiers/names.ts";
import type { QueryOperator } from "./token.ts";

/**
 * A stretch of path text. GJSON decides by the value at hand how a piece of path is read: as a whole path, as the name of a
 * member, or as a step into an array. Each reading is made at its first use and kept.
 */
export interface Subpath {
  readonly text: string;
  plan: Plan | undefined;
  key: KeyReading | undefined;
  element: ElementReading | undefined;
}

/** What a whole path asks for. `rest` is asked of the answer. */
export type Plan =
  | { readonly kind: "walk"; readonly step: Subpath }
  | { readonly kind: "lines"; readonly step: Subpath }
  | {
      readonly kind: "modifier";
      readonly name: ModifierName;
      readonly argument: string;
      readonly rest: Subpath | undefined;
    }
  | { readonly kind: "literal"; readonly raw: string; readonly rest: Subpath | undefined }
  | {
      readonly kind: "multipath";
      readonly shape: "array" | "object";
      readonly members: readonly Member[];
      readonly rest: Subpath | undefined;
    };

export interface Member {
  /** The JSON string of the member's name, for an object. */
  readonly key: string;
  readonly path: Subpath;
}

export interface KeyReading {
  readonly name: string;
  /** The UTF-16 codes of a name that no JSON escape can be part of; it is compared with the raw key. */
  readonly codes: Uint16Array | undefined;
  readonly pattern: Pattern | undefined;
  readonly next: Subpath | undefined;
  readonly pipe: Subpath | undefined;
}

export type ElementReading =
  | {
      readonly kind: "index";
      readonly index: number;
      readonly next: Subpath | undefined;
      readonly pipe: Subpath | undefined;
    }
  | { readonly kind: "count" | "nothing"; readonly pipe: Subpath | undefined }
  | { readonly kind: "each"; readonly next: Subpath; readonly pipe: Subpath | undefined }
  | {
      readonly kind: "query";
      readonly query: Query;
      readonly next: Subpath | undefined;
      /** Applies from the start, or (`pipeOnMatch`) only once an element has matched. */
      readonly pipe: Subpath | undefined;
      readonly pipeOnMatch: boolean;
    };

export interface Query {
  readonly path: Subpath;
  readonly operator: QueryOperator;
  readonly value: string;
  readonly number: number;
  readonly pattern: Pattern;
  readonly all: boolean;
}
