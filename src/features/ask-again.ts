import { recordingUntil } from "./call-journal.ts";
import { choiceUntil } from "./contact-creation.ts";
import type { FeatureContext } from "./context.ts";

/** When the features ought to be asked again though nothing is heard until then (ms since 1970); `undefined` = they need not be. */
export function askAgainAt(context: FeatureContext): number | undefined {
  if (!context.settled) return undefined;
  const times = [choiceUntil(context), recordingUntil(context)].filter((at) => at !== undefined && at > context.now);
  return times.length > 0 ? Math.min(...(times as number[])) : undefined;
}
