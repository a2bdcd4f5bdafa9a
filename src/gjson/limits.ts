/**
 * The bounds of this language, so that no path and no document can exhaust the stack, the memory or the patience of the caller.
 * A path beyond a bound finds nothing, and {@link validatePath} says why.
 */

/** Longest path that is evaluated, in UTF-16 code units. */
export const MAX_PATH_LENGTH = 65_536;

/** Deepest nesting of one evaluation: components below each other, queries in queries, multipaths in multipaths. */
export const MAX_DEPTH = 500;

/** Deepest level of a document that `@dig` looks at. */
export const MAX_DIG_DEPTH = 100;

/** Longest text that a modifier or a multipath may build, in UTF-16 code units. */
export const MAX_BUILT_LENGTH = 16 * 1024 * 1024;
