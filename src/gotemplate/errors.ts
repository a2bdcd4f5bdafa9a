import { byteLength } from "./bytes.ts";

/** What went wrong, in a word that stays the same between versions. */
export type GoTemplateErrorCode =
  /** parse: the source is not a template. */
  | "syntax"
  /** parse: a function that neither Go nor the caller has. */
  | "unknown-function"
  /** parse and exec: a variable that is not declared here. */
  | "undefined-variable"
  /** parse: two definitions of one name. */
  | "duplicate-template"
  /** exec: a `{{template}}` of a name without a definition. */
  | "unknown-template"
  /** exec: a value of a type that does not fit its place. */
  | "wrong-type"
  /** exec: too many, too few, or arguments where none can be. */
  | "wrong-arguments"
  /** exec: nil where a value is needed. */
  | "nil-value"
  /** exec: a key is absent and `missingKey` is `error`. */
  | "missing-key"
  /** exec: a function gave up. */
  | "function-failed"
  | "limit-source"
  | "limit-nesting"
  | "limit-output"
  | "limit-steps"
  | "limit-depth";

/** A place in a template's source. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** From 0, in UTF-16 code units. */
  readonly offset: number;
}

/** The line of an offset, from 1. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at >= 0 && at < offset; at = source.indexOf("\n", at + 1)) line++;
  return line;
}

function lineStart(source: string, offset: number): number {
  return offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;
}

export interface GoTemplateErrorDetails {
  readonly phase: "parse" | "exec";
  readonly code: GoTemplateErrorCode;
  /** Name of the source, as given to `parseTemplate`. */
  readonly name: string;
  readonly source: string;
  readonly offset: number;
  /** What Go says behind the place. */
  readonly reason: string;
  /** exec: the template being executed and the piece of source that was at work. */
  readonly at?: { readonly template: string; readonly context: string };
  readonly cause?: unknown;
}

/**
 * Thrown when a template cannot be parsed or executed. The message is Go's sentence:
 * `template: main:1:4: executing "main" at <.n.x>: can't evaluate field x in type interface {}`.
 */
export class GoTemplateError extends Error {
  readonly phase: "parse" | "exec";
  readonly code: GoTemplateErrorCode;
  /** From 1. */
  readonly line: number;
  /** As Go counts it: bytes from the start of the line, from 0. */
  readonly column: number;
  /** UTF-16 code units from the start of the source, from 0. */
  readonly offset: number;
  /** What Go says behind the place, without it: `can't evaluate field x in type interface {}`. */
  readonly reason: string;

  constructor(details: GoTemplateErrorDetails) {
    const { phase, code, name, source, offset, reason, at, cause } = details;
    const line = lineAt(source, offset);
    const column = byteLength(source.slice(lineStart(source, offset), offset));
    const place = at
      ? `${name}:${line}:${column}: executing ${JSON.stringify(at.template)} at <${at.context}>`
      : `${name}:${line}`;
    super(`template: ${place}: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = "GoTemplateError";
    this.phase = phase;
    this.code = code;
    this.line = line;
    this.column = column;
    this.offset = offset;
    this.reason = reason;
  }
}

/** Is the error the JavaScript engine's complaint that its stack is full? Engines differ in its class and words. */
export function isStackOverflow(error: unknown): boolean {
  const overflow = error instanceof RangeError || (error instanceof Error && error.name === "InternalError");
  return overflow && /call stack|too much recursion/i.test((error as Error).message);
}
