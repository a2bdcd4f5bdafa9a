import type { MappingDefinition } from "../mapping-schema.ts";

const TO_PHONE = { "{{isExtension .dstchannel_ext}}": "true" };
const RANG = { disposition: { not: ["BUSY", "FAILED"] } };
const DISPOSITION = {
  path: "disposition",
  table: { ANSWERED: "answered", "NO ANSWER": "no-answer", BUSY: "busy", FAILED: "failed" },
} as const;
const REASON = {
  path: "disposition",
  table: { ANSWERED: "hung-up", "NO ANSWER": "no-answer", BUSY: "busy", "*": "" },
} as const;
const ANSWERED = { disposition: "ANSWERED", answer: true } as const;

const RECORDING = { file: '{{before .recordfiles "@"}}' };

/** Where the CDR interface writes the further parts of a call. */
const PARTS = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((part) => `cdr_root.#.sub_cdr_${part}`).join(",");

/** The record as a whole: when the part of the call began and ended. */
const SPAN = { kind: "summary", at: "end", startedAt: "start", endedAt: "end" } as const;

/**
 * A call record of a Grandstream UCM (CDR real-time output as JSON, or the list that its CDR interface gives). Each record is one part
 * of a call: a menu, a ringing phone of a ring group, a talk. `session` holds the parts together.
 */
export const GRANDSTREAM_UCM: MappingDefinition = {
  body: "json",
  // One record, a list of them, the list of the CDR interface, and there a call of several parts as one object.
  each: `[@this,cdr,cdr_root,cdr_root.#.main_cdr,${PARTS}]|@flatten|#(start)#`,
  members: {
    call: { first: ["session", "uniqueid"] },
    direction:
      "{{if .src_trunk_name}}inbound{{else if .dst_trunk_name}}outbound{{else if eq (lower .userfield) `inbound`}}inbound{{else if or (eq (lower .userfield) `outbound`) (eq (lower .userfield) `external`)}}outbound{{else}}internal{{end}}",
    from: "src",
    trunk: { first: ["src_trunk_name", "dst_trunk_name"] },
    queue:
      "{{$type := before .action_type `[`}}{{if or (eq $type `QUEUE`) (eq $type `RINGGROUP`)}}{{before (after .action_type `[`) `]`}}{{end}}",
  },
  cases: [
    {
      when: { "{{before .action_type `[`}}": ["VM", "VOICEMAIL"] },
      events: [{ ...SPAN, disposition: { value: "voicemail" } }],
    },
    {
      when: {
        "{{or (ne .dst_trunk_name ``) (eq (lower .userfield) `outbound`) (eq (lower .userfield) `external`)}}": "true",
        src_trunk_name: false,
      },
      members: { to: "dst", extension: { first: [{ path: "channel_ext", as: "extension" }, "src"] } },
      events: [
        { kind: "ringing", when: RANG, at: "start" },
        { kind: "answered", when: ANSWERED, at: "answer" },
        { kind: "left", at: "end", reason: REASON },
        { ...SPAN, disposition: DISPOSITION, recording: RECORDING },
      ],
    },
    {
      when: TO_PHONE,
      // Of a call from outside the records do not tell which of our numbers was dialled.
      members: {
        to: "{{if not .src_trunk_name}}{{.dst}}{{end}}",
        extension: "dstchannel_ext",
        callerName: "{{if ne .caller_name .src}}{{.caller_name}}{{end}}",
      },
      events: [
        { kind: "ringing", when: RANG, at: "start" },
        { kind: "answered", when: ANSWERED, at: "answer" },
        { kind: "left", at: "end", reason: REASON },
        { ...SPAN, disposition: DISPOSITION, recording: RECORDING },
      ],
    },
    // A menu, a queue that nobody took: that the UCM itself picked up is no answer.
    { events: [{ ...SPAN, disposition: { value: "no-answer" } }] },
  ],
};
