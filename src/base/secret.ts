const PRINTED = "***";

/** A value that is never shown: it prints, serialises and inspects as `***`. Only {@link Secret.reveal} gives it back. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it only where the value leaves for its destination: the wire, the cipher. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PRINTED;
  }

  toJSON(): string {
    return PRINTED;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return PRINTED;
  }
}
