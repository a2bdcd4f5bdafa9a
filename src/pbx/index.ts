export * from "./asterisk/index.ts";
export type {
  Connector,
  DialRequest,
  PbxExtension,
  PbxNotice,
  PushedContact,
  Reconciled,
  RecordingStream,
  Session,
  SessionHealth,
  SessionTools,
  SharedSecret,
  TimeSpan,
} from "./connector.ts";
export { readEventSocketStream } from "./freeswitch/read-stream.ts";
export type { GenericSettings } from "./generic/settings.ts";
export * from "./kinds.ts";
export * from "./mapping/index.ts";
export { type PhoneEventBody, phoneEventSchema } from "./phone-event-schema.ts";
export * from "./posted.ts";
export { MAX_EVENTS_PER_REQUEST, readPhoneEvents } from "./read-phone-events.ts";
export * from "./simulator/index.ts";
export * from "./simulator/yeastar/index.ts";
export { writePhoneEvent } from "./write-phone-event.ts";
export * from "./yeastar/index.ts";
