import type { Problem } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import type { PbxNotice } from "./connector.ts";
import { recordMapping } from "./freeswitch/mappings.ts";
import type { FreeswitchSettings } from "./freeswitch/settings.ts";
import type { GenericSettings } from "./generic/settings.ts";
import type { PbxKind } from "./kinds.ts";
import { applyMapping, findTwilioFault, type Mapping } from "./mapping/index.ts";

/** What a PBX has sent to our door, whatever way it writes. */
export interface PostedMessage {
  readonly method: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** What stood behind the `?`, without it. */
  readonly query: string;
  /** The address as the PBX knows it, with its query. */
  readonly url: string;
  /** What stood behind `/webhook/`: the event that this address is for. */
  readonly event: string | undefined;
  header(name: string): string | undefined;
}

export interface PostedContext {
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Of the connection; empty = not known. */
  readonly extensions: ReadonlySet<string>;
}

export type Posted =
  | {
      readonly events: readonly PhoneEvent[];
      readonly notices: readonly PbxNotice[];
      /** What was left out, a line each. */
      readonly notes: readonly string[];
    }
  | { readonly problems: readonly Problem[] };

/**
 * Whether a kind's own way of signing proves the sender: `true`, or why not; `undefined` when the kind has no such way, or its secret is not
 * set, and the sender must prove itself otherwise.
 */
export function checkSender(kind: PbxKind, settings: unknown, message: PostedMessage): true | string | undefined {
  if (kind !== "generic") return undefined;
  const { twilioAuthToken } = settings as GenericSettings;
  if (!twilioAuthToken) return undefined;
  const form = message.method === "POST" ? message.body.toString("utf8") : "";
  const signature = message.header("x-twilio-signature");
  return findTwilioFault({ url: message.url, form, signature }, twilioAuthToken.reveal()) ?? true;
}

/** Turns what came in into phone events. `settings` are those that `readPbxSettings` gave for the kind. */
export function readPosted(kind: PbxKind, settings: unknown, message: PostedMessage, context: PostedContext): Posted {
  const mapping = mappingOf(kind, settings);
  if (!mapping) {
    const cure = "post events in our own words to /events, or give the connection a mapping (settings.mapping)";
    return {
      problems: [{ path: "settings.mapping", message: "is not set, so nobody knows what the body means", help: cure }],
    };
  }
  const { zone, receivedAt, extensions } = context;
  const request = { contentType: message.contentType, body: message.body.toString("utf8"), query: message.query };
  const isExtension = extensions.size > 0 && { isExtension: (number: string) => extensions.has(number) };
  const mapped = applyMapping(mapping, request, { zone, receivedAt, ...isExtension });
  return "problems" in mapped ? mapped : { ...mapped, notices: [] };
}

function mappingOf(kind: PbxKind, settings: unknown): Mapping | undefined {
  if (kind === "freeswitch") return recordMapping(settings as FreeswitchSettings);
  return kind === "generic" ? (settings as GenericSettings).mapping : undefined;
}
