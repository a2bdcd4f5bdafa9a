/** A declared variable of a template, as the executor knows it before it runs. */
export interface Variable {
  readonly name: string;
  /** Its place in the template's array of variables. */
  readonly slot: number;
  /** Declared inside parentheses, which `and` and `or` may never reach. */
  readonly conditional: boolean;
  /** Does it hold an element of a list or map, of Go's static type `interface {}`, where the compiler is now? */
  element: boolean;
}

/** The variables of one template while it is compiled, and what dot is. */
export class Scope {
  readonly #variables: Variable[] = [];
  #slots = 0;
  /** Is dot an element of a list or map, of static type `interface {}`? */
  dotIsElement = false;
  /** Parentheses around the piece being compiled. */
  parens = 0;

  constructor() {
    this.declare("$", false);
  }

  /** How many slots the template needs. */
  get slots(): number {
    return this.#slots;
  }

  declare(name: string, element: boolean): Variable {
    const variable: Variable = { name, slot: this.#slots++, conditional: this.parens > 0, element };
    this.#variables.push(variable);
    return variable;
  }

  find(name: string): Variable | undefined {
    return this.#variables.findLast((variable) => variable.name === name);
  }

  /** Compiles a block whose variables end with it. */
  block<T>(compile: () => T): T {
    const length = this.#variables.length;
    const dotIsElement = this.dotIsElement;
    const result = compile();
    this.#variables.length = length;
    this.dotIsElement = dotIsElement;
    return result;
  }
}
