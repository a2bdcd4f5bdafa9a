import type { MappingDefinition } from "../mapping-schema.ts";

/**
 * What the CRM integration of 3CX reports when a call is over (scenario ReportCall), posted by the template in docs/connect/3cx.md.
 * 3CX tells no id of the call; who called and when it began stand for it.
 */
export const THREECX: MappingDefinition = {
  body: "json",
  members: {
    call: { hash: ["number", "startedUtc"] },
    queue: "queue",
    extension: "agent",
  },
  cases: [
    {
      when: { callType: ["Inbound", "Missed"] },
      members: { direction: { value: "inbound" }, from: "number", callerName: "name" },
      events: [
        { kind: "ringing", at: "startedUtc", when: { agent: true } },
        { kind: "answered", at: "answeredUtc", when: { callType: "Inbound", agent: true, answeredUtc: true } },
        {
          kind: "left",
          at: "endedUtc",
          when: { agent: true },
          reason: { path: "callType", table: { Missed: "no-answer", Inbound: "hung-up" } },
        },
        {
          kind: "summary",
          at: "endedUtc",
          startedAt: "startedUtc",
          endedAt: "endedUtc",
          disposition: { path: "callType", table: { Missed: "no-answer", Inbound: "answered" } },
          talkSeconds: "{{if not .answeredUtc}}{{.duration}}{{end}}",
          recording: { url: "recordingUrl" },
        },
      ],
    },
    {
      when: { callType: ["Outbound", "Notanswered"] },
      members: { direction: { value: "outbound" }, from: "agent", to: "number" },
      events: [
        { kind: "ringing", at: "startedUtc" },
        { kind: "answered", at: "answeredUtc", when: { callType: "Outbound", agent: true, answeredUtc: true } },
        {
          kind: "summary",
          at: "endedUtc",
          startedAt: "startedUtc",
          endedAt: "endedUtc",
          disposition: { path: "callType", table: { Notanswered: "no-answer", Outbound: "answered" } },
          talkSeconds: "{{if not .answeredUtc}}{{.duration}}{{end}}",
          recording: { url: "recordingUrl" },
        },
      ],
    },
  ],
};
