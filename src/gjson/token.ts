/** What ends a component of a path: nothing more, a dot (into the value), or a pipe (a new path over the value). */
export type Separator = "end" | "dot" | "pipe";

/** A component read as the name of an object's member. */
export interface KeyToken {
  /** The name without the backslashes of the path. */
  readonly name: string;
  /** The name has an unescaped `*` or `?` and is a pattern. */
  readonly wild: boolean;
  readonly separator: Separator;
  /** Where the text after the separator begins. */
  readonly next: number;
}

/** No operator asks whether there is a value; a lonely `!` is an operator that nothing fulfils. */
export type QueryOperator = "" | "!" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "%" | "!%";

/** `#(path operator value)`, with `#` behind it when all matches are wanted. */
export interface QueryToken {
  readonly path: string;
  readonly operator: QueryOperator;
  /** As written, with its quotes. */
  readonly rawValue: string;
  readonly value: string;
  readonly all: boolean;
}

/** A component read as a step into an array. */
export interface ElementToken {
  readonly kind: "index" | "count" | "each" | "query" | "nothing";
  /** For `index`; -1 when the component is no number, which no element has. */
  readonly index: number;
  /** For `query`. */
  readonly query: QueryToken | undefined;
  readonly separator: Separator;
  readonly next: number;
}

/** One path of a multipath, with the key it was given. */
export interface MemberToken {
  readonly key: string;
  readonly path: string;
  /** Where the path begins. */
  readonly at: number;
}
