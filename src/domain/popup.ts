import type { Match } from "./contact.ts";
import type { CallId, ExtensionNumber } from "./ids.ts";

/** Asking one extension's screen to open the caller's page. */
export interface Popup {
  readonly id: string;
  readonly integrationId: string;
  readonly callId: CallId;
  readonly extension: ExtensionNumber;
  readonly trigger: "ringing" | "answered" | "ended" | "manual";
  readonly state: "shown" | "withdrawn";
  /** The contact's page; empty when the caller is unknown or not looked up yet: then the number is shown. */
  readonly url: string;
  readonly contactName: string;
  /** Whether the caller is known; an unknown one can be searched for or created, of several one can be chosen. */
  readonly match: Match["state"];
  readonly number: string;
  readonly createdAt: number;
}
