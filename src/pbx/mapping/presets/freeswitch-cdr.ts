import type { MappingDefinition } from "../mapping-schema.ts";
import { DISPOSITION_OF_CAUSE, IS_GIVEN_UP, REASON_OF_CAUSE } from "./causes.ts";

/** The profile with which the leg began; a transfer puts further ones before it. */
const PROFILE = "callflow.@reverse.0.caller_profile";

const PHONE = {
  first: [
    { path: "variables.dialed_user", as: "extension" },
    { path: `${PROFILE}.callee_id_number`, as: "extension" },
    { path: `${PROFILE}.destination_number`, as: "extension" },
  ],
} as const;

const GOES_TO_PHONE = `{{or (isExtension (get "variables.dialed_user")) (isExtension (get "${PROFILE}.callee_id_number")) (isExtension (get "${PROFILE}.destination_number"))}}`;

/** A phone that is busy or cannot be reached has not rung. */
const RANG = {
  "variables.hangup_cause": {
    not: ["USER_BUSY", "USER_NOT_REGISTERED", "SUBSCRIBER_ABSENT", "UNALLOCATED_NUMBER", "NO_ROUTE_DESTINATION"],
  },
};
const WAS_ANSWERED = { "variables.answer_uepoch": { not: ["", "0"] } };
const REASON = { path: "variables.hangup_cause", table: REASON_OF_CAUSE } as const;
const LEG = "variables.uuid";

/**
 * What mod_json_cdr posts when a leg is over, with `log-b-leg` set: the caller's leg tells when the call began and ended, each leg that was
 * placed who rang and talked. Its texts are percent-encoded unless `encode-values` is false.
 */
export const FREESWITCH_CDR: MappingDefinition = {
  body: "json",
  decode: "percent",
  members: {
    call: {
      first: [
        "variables.cc_member_session_uuid",
        "variables.originating_leg_uuid",
        "variables.call_uuid",
        "callflow.0.caller_profile.originator.originator_caller_profiles.0.uuid",
        "variables.uuid",
      ],
    },
    queue: '{{before (get "variables.cc_queue") "@"}}',
    trunk: "variables.sip_gateway_name",
  },
  cases: [
    {
      when: { "variables.direction": "inbound" },
      members: {
        from: `${PROFILE}.caller_id_number`,
        to: `${PROFILE}.destination_number`,
        callerName: `{{if ne (get "${PROFILE}.caller_id_name") (get "${PROFILE}.caller_id_number")}}{{get "${PROFILE}.caller_id_name"}}{{end}}`,
        extension: `${PROFILE}.caller_id_number`,
      },
      events: [
        { kind: "started", at: "variables.start_uepoch" },
        {
          kind: "ended",
          at: "variables.end_uepoch",
          disposition: {
            first: [
              '{{if get "variables.voicemail_message_len"}}voicemail{{end}}',
              '{{if or (get "variables.last_bridge_to") (get "variables.bridge_uuid")}}answered{{end}}',
              { path: "variables.hangup_cause", table: DISPOSITION_OF_CAUSE },
            ],
          },
          abandoned: { path: "variables.sip_hangup_disposition", table: IS_GIVEN_UP },
        },
      ],
    },
    {
      when: { "variables.direction": "outbound", [GOES_TO_PHONE]: "true" },
      members: { extension: PHONE, leg: LEG, from: `${PROFILE}.caller_id_number` },
      events: [
        { kind: "ringing", when: RANG, at: "variables.start_uepoch" },
        { kind: "answered", when: WAS_ANSWERED, at: "variables.answer_uepoch" },
        { kind: "left", at: "variables.end_uepoch", reason: REASON },
      ],
    },
    {
      when: { "variables.direction": "outbound" },
      members: { leg: LEG },
      events: [
        { kind: "ringing", when: RANG, at: "variables.start_uepoch" },
        { kind: "answered", when: WAS_ANSWERED, at: "variables.answer_uepoch" },
        { kind: "left", at: "variables.end_uepoch", reason: REASON },
      ],
    },
  ],
};
