import { describe, expect, it } from "vitest";
import { applyMapping } from "../mapping/apply-mapping.ts";
import { freeswitchSettingsSchema } from "./settings.ts";
import { eventMapping, recordMapping } from "./to-phone-event.ts";

const settings = (more = {}) => freeswitchSettingsSchema.parse({ host: "pbx", password: "a password", ...more });
const CONTEXT = { zone: "UTC", receivedAt: Date.parse("2026-11-24T07:00:00Z") };

const EVENT = {
  "Event-Name": "CHANNEL_ANSWER",
  "Event-Date-Timestamp": "1795503608000000",
  "Unique-ID": "bb1",
  "Channel-Call-UUID": "aaa",
  "Call-Direction": "outbound",
  "Caller-Destination-Number": "2001",
};
const RECORD = {
  variables: {
    direction: "outbound",
    uuid: "bb1",
    originating_leg_uuid: "aaa",
    dialed_user: "2001",
    start_uepoch: "1795503601000000",
    answer_uepoch: "1795503608000000",
    end_uepoch: "1795503648000000",
    hangup_cause: "NORMAL_CLEARING",
  },
};

function told(mapping: ReturnType<typeof eventMapping>, body: unknown) {
  const mapped = applyMapping(mapping, { contentType: "", body: JSON.stringify(body), query: "" }, CONTEXT);
  if ("problems" in mapped) throw new Error(JSON.stringify(mapped.problems));
  return mapped.events;
}

describe("live events and call records of one call", () => {
  it("name call, leg and moment alike", () => {
    const same = { kind: "answered", pbxCallId: "aaa", legId: "bb1", extension: "2001", occurredAt: 1_795_503_608_000 };
    expect(told(eventMapping(settings()), EVENT)).toMatchObject([same]);
    expect(told(recordMapping(settings()), RECORD)).toMatchObject([{ kind: "ringing" }, same, { kind: "left" }]);
  });

  it("take the same extensions", () => {
    const own = settings({ extensions: ["3XX"] });
    expect(told(eventMapping(own), EVENT)[0]).not.toHaveProperty("extension");
    expect(told(recordMapping(own), RECORD)[1]).not.toHaveProperty("extension");
  });
});
