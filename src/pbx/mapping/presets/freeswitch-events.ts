import type { MappingDefinition } from "../mapping-schema.ts";
import { DISPOSITION_OF_CAUSE, IS_GIVEN_UP, REASON_OF_CAUSE } from "./causes.ts";

const PHONE = {
  first: [
    { path: "variable_dialed_user", as: "extension" },
    { path: "Caller-Callee-ID-Number", as: "extension" },
    { path: "Caller-Destination-Number", as: "extension" },
  ],
} as const;

const OTHER_PHONE = {
  first: [
    { path: "Other-Leg-Callee-ID-Number", as: "extension" },
    { path: "Other-Leg-Destination-Number", as: "extension" },
  ],
} as const;

/** Whether the leg that FreeSWITCH placed goes to one of our phones. */
const GOES_TO_PHONE =
  '{{or (isExtension (index . "variable_dialed_user")) (isExtension (index . "Caller-Callee-ID-Number")) (isExtension (index . "Caller-Destination-Number"))}}';
const OTHER_IS_PHONE =
  '{{or (isExtension (index . "Other-Leg-Callee-ID-Number")) (isExtension (index . "Other-Leg-Destination-Number"))}}';

const KIND_OF_LEG = {
  path: "Event-Name",
  table: {
    CHANNEL_PROGRESS: "ringing",
    CHANNEL_PROGRESS_MEDIA: "ringing",
    CHANNEL_ANSWER: "answered",
    CHANNEL_HANGUP_COMPLETE: "left",
    "*": "ignore",
  },
} as const;

const REASON = { path: "Hangup-Cause", table: REASON_OF_CAUSE } as const;

const DISPOSITION = {
  first: [
    '{{if index . "variable_voicemail_message_len"}}voicemail{{end}}',
    '{{if or (index . "variable_last_bridge_to") (index . "variable_bridge_uuid")}}answered{{end}}',
    { path: "Hangup-Cause", table: DISPOSITION_OF_CAUSE },
  ],
} as const;

/**
 * Events of FreeSWITCH as JSON (`event json` of mod_event_socket, mod_event_multicast, mod_amqp). "inbound" and "outbound" are meant from
 * the switch: the leg that comes in from a caller, and the legs that it places to phones and trunks.
 */
export const FREESWITCH_EVENTS: MappingDefinition = {
  body: "json",
  members: {
    id: { hash: ["Core-UUID", "Event-Sequence"] },
    // The queue calls its agents in calls of their own; the member's leg is what they belong to.
    call: { first: ["variable_cc_member_session_uuid", "Channel-Call-UUID", "Unique-ID"] },
    at: "Event-Date-Timestamp",
    queue: '{{before (index . "variable_cc_queue") "@"}}',
    trunk: "variable_sip_gateway_name",
  },
  cases: [
    {
      when: { "Event-Name": "RECORD_STOP", "Record-File-Path": true },
      events: [{ kind: "recorded", recording: { file: "Record-File-Path" } }],
    },
    {
      // Click to call: the switch rings the phone of whoever calls, and then goes on as if that phone had dialled.
      when: { variable_deskbell_callee: true },
      members: {
        from: "variable_deskbell_caller",
        to: "variable_deskbell_callee",
        extension: "variable_deskbell_caller",
      },
      events: [
        {
          kind: {
            path: "Event-Name",
            table: { CHANNEL_CREATE: "started", CHANNEL_HANGUP_COMPLETE: "ended", "*": "ignore" },
          },
          disposition: DISPOSITION,
        },
      ],
    },
    {
      when: { "Event-Name": "CHANNEL_CREATE", "Call-Direction": "inbound" },
      events: [
        {
          kind: "started",
          from: "Caller-Caller-ID-Number",
          to: "Caller-Destination-Number",
          callerName:
            '{{if ne (index . "Caller-Caller-ID-Name") (index . "Caller-Caller-ID-Number")}}{{index . "Caller-Caller-ID-Name"}}{{end}}',
          extension: "Caller-Caller-ID-Number",
        },
      ],
    },
    {
      when: { "Event-Name": "CHANNEL_BRIDGE", "Call-Direction": "inbound", [OTHER_IS_PHONE]: "true" },
      events: [{ kind: "answered", extension: OTHER_PHONE, leg: "Other-Leg-Unique-ID" }],
    },
    {
      when: { "Event-Name": "CHANNEL_HANGUP_COMPLETE", "Call-Direction": "inbound" },
      events: [
        {
          kind: "ended",
          from: "Caller-Caller-ID-Number",
          disposition: DISPOSITION,
          abandoned: { path: "variable_sip_hangup_disposition", table: IS_GIVEN_UP },
        },
      ],
    },
    {
      when: { "Call-Direction": "outbound", [GOES_TO_PHONE]: "true" },
      events: [
        { kind: KIND_OF_LEG, from: "Caller-Caller-ID-Number", extension: PHONE, leg: "Unique-ID", reason: REASON },
      ],
    },
    {
      // A leg to the outside shows the number of the company as its caller, so it does not say who called.
      when: { "Call-Direction": "outbound", "Unique-ID": true },
      events: [{ kind: KIND_OF_LEG, leg: "Unique-ID", reason: REASON }],
    },
    { events: [] },
  ],
};
