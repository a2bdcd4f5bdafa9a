import type { Problem } from "../base/index.ts";
import type { PhoneEvent } from "../domain/index.ts";
import type { PbxNotice } from "./connector.ts";
import type { FreeswitchSettings } from "./freeswitch/settings.ts";
import { recordMapping } from "./freeswitch/to-phone-event.ts";
import type { GenericSettings } from "./generic/settings.ts";
import type { PbxKind } from "./kinds.ts";
import { applyMapping, findTwilioFault, type Mapping } from "./mapping/index.ts";
import type { YeastarSettings } from "./yeastar/settings.ts";
import { createYeastarWebhook } from "./yeastar/webhook.ts";

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

export type Posted =
  | {
      readonly events: readonly PhoneEvent[];
      readonly notices: readonly PbxNotice[];
      /** What was left out or not understood, a line each. */
      readonly notes: readonly string[];
    }
  | { readonly problems: readonly Problem[] };

export interface PostedReaderOptions {
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** Whether a number is an extension's; `undefined` = nobody knows the extensions. */
  readonly isExtension: ((number: string) => boolean) | undefined;
}

/** Reads what one connection's PBX posts. One for each connection, since some vendors tell a call in parts that belong together. */
export interface PostedReader {
  /**
   * Whether the vendor's own way of signing proves the sender: `true`, or why not; `undefined` when it has no such way, or its secret is not
   * set, and the sender must prove itself otherwise.
   */
  check(message: PostedMessage): true | string | undefined;
  /** `receivedAt` is ms since 1970. */
  read(message: PostedMessage, receivedAt: number): Posted;
}

/** `settings` are those that `readPbxSettings` gave for the kind. */
export function createPostedReader(kind: PbxKind, settings: unknown, options: PostedReaderOptions): PostedReader {
  return kind === "yeastar"
    ? createYeastarReader(settings as YeastarSettings, options)
    : createMappingReader(kind, settings, options);
}

function createYeastarReader(settings: YeastarSettings, { zone, isExtension }: PostedReaderOptions): PostedReader {
  const webhook = createYeastarWebhook({ settings, zone, isExtension });
  return {
    check: (message) => webhook.findFault(toRequest(message)) ?? true,
    read(message, receivedAt) {
      const { problem, ...content } = webhook.read({ ...toRequest(message), receivedAt });
      return { ...content, notes: problem === undefined ? [] : [problem] };
    },
  };
}

function toRequest({ method, body, header, event }: PostedMessage) {
  const eventType = /^3\d{4}$/.test(event ?? "") ? Number(event) : undefined;
  return { method, body, signature: header("x-signature"), ...(eventType !== undefined && { eventType }) };
}

function createMappingReader(
  kind: PbxKind,
  settings: unknown,
  { zone, isExtension }: PostedReaderOptions,
): PostedReader {
  return {
    check(message) {
      const { twilioAuthToken } = settings as GenericSettings;
      if (kind !== "generic" || !twilioAuthToken) return undefined;
      const form = message.method === "POST" ? message.body.toString("utf8") : "";
      const signature = message.header("x-twilio-signature");
      return findTwilioFault({ url: message.url, form, signature }, twilioAuthToken.reveal()) ?? true;
    },
    read(message, receivedAt) {
      const mapping = mappingOf(kind, settings);
      if (!mapping) {
        const help = "post events in our own words to /events, or give the connection a mapping (settings.mapping)";
        const text = "is not set, so nobody knows what the body means";
        return { problems: [{ path: "settings.mapping", message: text, help }] };
      }
      const request = { contentType: message.contentType, body: message.body.toString("utf8"), query: message.query };
      const mapped = applyMapping(mapping, request, { zone, receivedAt, ...(isExtension && { isExtension }) });
      return "problems" in mapped ? mapped : { ...mapped, notices: [] };
    },
  };
}

function mappingOf(kind: PbxKind, settings: unknown): Mapping | undefined {
  if (kind === "freeswitch") return recordMapping(settings as FreeswitchSettings);
  return kind === "generic" ? (settings as GenericSettings).mapping : undefined;
}
