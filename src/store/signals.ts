/** The signals by which every process hears that something was set up otherwise, and builds it anew. */
export const setUpSignal = {
  connection: (id: string) => `connection ${id}`,
  integration: (id: string) => `integration ${id}`,
} as const;

/** Reads a signal of {@link setUpSignal}. */
export function readSetUpSignal(
  signal: string,
): { readonly kind: "connection" | "integration"; readonly id: string } | undefined {
  const [, kind, id] = /^(connection|integration) (.+)$/s.exec(signal) ?? [];
  return kind === undefined || id === undefined ? undefined : { kind: kind as "connection" | "integration", id };
}

/** The signal that a session, a person or a token is good no longer: who follows the live feed with it is let go. */
export const accessSignal = (id: string): string => `access ${id}`;

/** The id of an {@link accessSignal}. */
export function readAccessSignal(signal: string): string | undefined {
  return /^access (.+)$/s.exec(signal)?.[1];
}
