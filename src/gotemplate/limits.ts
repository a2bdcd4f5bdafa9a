/** What a template may cost. Going past one of them is a {@link GoTemplateError} with the code named there. */
export interface Limits {
  /** UTF-16 code units of a template's source (`limit-source`). */
  readonly sourceChars: number;
  /** How deep blocks and parentheses may stand in each other in the source (`limit-nesting`). */
  readonly nesting: number;
  /** UTF-16 code units of the output, and of any text made on the way (`limit-output`). */
  readonly outputChars: number;
  /** Actions, loop rounds and printed values of one execution (`limit-steps`). */
  readonly steps: number;
  /** How many `{{template}}` calls may be open at once (`limit-depth`). */
  readonly includeDepth: number;
  /** How deep lists and maps in the data may stand in each other when they are printed (`limit-depth`). */
  readonly dataDepth: number;
}

/** The limits that hold unless the caller sets others. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  sourceChars: 1024 * 1024,
  nesting: 250,
  outputChars: 1024 * 1024,
  steps: 1_000_000,
  includeDepth: 250,
  dataDepth: 200,
});
