import type { Call, ExtensionNumber } from "../domain/index.ts";

/**
 * The extension whose call it is: who has it or had it last; of a call that is over and that nobody took, the only phone that rang. A
 * group's missed call is nobody's, and while phones ring more of them may follow.
 */
export function toOwner({ extension, state, legs, queue }: Call): ExtensionNumber | undefined {
  if (extension !== undefined || state !== "ended" || queue !== undefined) return extension;
  const rang = new Set(legs.flatMap((leg) => leg.extension ?? []));
  return rang.size === 1 ? [...rang][0] : undefined;
}
