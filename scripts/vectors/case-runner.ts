/** Runs one case; `undefined` when it passed, else what was wanted and what was found. */
export type CaseRunner = (testCase: Record<string, unknown>) => string | undefined;

export function wanted(want: unknown, found: unknown): string | undefined {
  return want === found ? undefined : `wanted ${JSON.stringify(want)}, found ${JSON.stringify(found)}`;
}
