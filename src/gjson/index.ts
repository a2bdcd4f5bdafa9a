/**
 * GJSON paths over JSON text: the path language of tidwall/gjson 1.18. The document is never parsed as a whole, and integers
 * keep all their digits. Nothing here throws: a path that finds nothing gives a result that does not exist.
 */
export { type CompiledPath, compilePath, getPath } from "./compile.ts";
export { type PathProblem, type PathProblemCode, validatePath } from "./lint.ts";
export { printPath } from "./print.ts";
export type { Result } from "./result.ts";
export type { ValueType } from "./value.ts";
