import {
  answered,
  busy,
  type GroupOptions,
  givesUp,
  missed,
  queue,
  ringGroup,
  type TransferOptions,
  transfer,
} from "./inbound-scripts.ts";
import { internal, outboundAnswered, outboundNoAnswer } from "./outbound-scripts.ts";
import type { Script } from "./script.ts";

/** Every script by its name: what `deskbell simulate --script` offers. */
export const SCRIPTS = {
  answered,
  missed,
  busy,
  "gives-up": givesUp,
  transfer,
  queue,
  "ring-group": ringGroup,
  "outbound-answered": outboundAnswered,
  "outbound-no-answer": outboundNoAnswer,
  internal,
} as const satisfies Record<string, (options?: GroupOptions & TransferOptions) => Script>;

export type ScriptName = keyof typeof SCRIPTS;
