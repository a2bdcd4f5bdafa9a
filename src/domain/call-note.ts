import type { CallId } from "./ids.ts";

/** What an agent wrote about a call; it goes into the call's ticket and journal entry. */
export interface CallNote {
  readonly callId: CallId;
  readonly text: string;
  readonly tags: readonly string[];
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}
