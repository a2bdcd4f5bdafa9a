/** Ends a `switch` over a union: the compiler refuses the call while a case is missing; at run time it throws. */
export function assertNever(value: never, what = "value"): never {
  throw new TypeError(`unexpected ${what}: ${JSON.stringify(value)}`);
}
