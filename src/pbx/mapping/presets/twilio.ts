import type { MappingDefinition } from "../mapping-schema.ts";

const KIND_OF_LEG = {
  path: "CallStatus",
  table: {
    queued: "ignore",
    initiated: "ignore",
    ringing: "ringing",
    "in-progress": "answered",
    completed: "left",
    busy: "left",
    "no-answer": "left",
    canceled: "left",
    failed: "left",
  },
} as const;

const REASON = {
  path: "CallStatus",
  table: { completed: "hung-up", busy: "busy", "no-answer": "no-answer", "*": "" },
} as const;

/**
 * Twilio's status callbacks for voice. The call that reached Twilio is the parent; each leg that `<Dial>` places from it names it as
 * ParentCallSid. SIP users and clients with a number for a name are extensions.
 */
export const TWILIO: MappingDefinition = {
  body: "form",
  members: {
    call: { first: ["ParentCallSid", "CallSid"] },
    at: "Timestamp",
  },
  cases: [
    {
      when: { RecordingSid: true, RecordingStatus: ["completed", ""], RecordingUrl: true },
      events: [{ kind: "recorded", id: "RecordingSid", recording: { url: "RecordingUrl" } }],
    },
    { when: { RecordingSid: true }, events: [] },
    {
      when: { ParentCallSid: true, "{{isExtension .To}}": "true" },
      events: [
        {
          kind: KIND_OF_LEG,
          direction: "{{if isExtension .From}}internal{{else}}inbound{{end}}",
          from: "From",
          extension: "To",
          leg: "CallSid",
          reason: REASON,
        },
      ],
    },
    {
      // A leg to the outside shows the number of the company as its caller, so it does not say who called.
      when: { ParentCallSid: true },
      events: [{ kind: KIND_OF_LEG, leg: "CallSid", reason: REASON }],
    },
    {
      when: { CallSid: true },
      members: {
        direction:
          '{{if and (isExtension .From) (isExtension .To)}}internal{{else if or (isExtension .From) (eq .Direction "outbound-api")}}outbound{{else}}inbound{{end}}',
        from: "From",
        to: "To",
        callerName: "CallerName",
        extension: "From",
      },
      events: [
        {
          kind: {
            path: "CallStatus",
            table: {
              queued: "started",
              initiated: "started",
              ringing: "started",
              // Twilio itself has picked up: a menu, or the moment before <Dial>.
              "in-progress": "ignore",
              completed: "ended",
              busy: "ended",
              "no-answer": "ended",
              canceled: "ended",
              failed: "ended",
            },
          },
          disposition: {
            path: "CallStatus",
            table: { busy: "busy", "no-answer": "no-answer", canceled: "no-answer", failed: "failed", "*": "" },
          },
        },
      ],
    },
  ],
};
