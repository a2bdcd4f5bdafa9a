/** Thrown by a built-in function that cannot do its work; the executor makes Go's `error calling NAME: …` of it. */
export class FunctionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "FunctionError";
  }
}
