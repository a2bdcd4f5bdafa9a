import { describe, expect, it } from "vitest";
import { type Call, type PhoneEvent, toCallId } from "../domain/index.ts";
import { applyEvent } from "./apply-event.ts";
import { STORED_CALLS } from "./stored-calls.test.data.ts";

const IDENTITY = { id: toCallId("call-1"), connectionId: "pbx" };

function fold(before: Call | undefined, events: readonly PhoneEvent[]): Call {
  let call = before;
  for (const event of events) ({ call } = applyEvent(call, event, IDENTITY));
  return call as Call;
}

function shown({ facts: _, ...rest }: Call): Omit<Call, "facts"> {
  return rest;
}

describe.each(STORED_CALLS)("stored by the first version: $name", ({ stored, told, later, becomes }) => {
  const before = JSON.parse(stored) as Call;

  it("goes on with later events", () => {
    expect(shown(fold(before, later))).toEqual(becomes);
  });

  it("takes nothing twice of what it was told", () => {
    for (const event of told) expect(shown(applyEvent(before, event, IDENTITY).call)).toEqual(shown(before));
    expect(shown(fold(fold(before, later), told))).toEqual(becomes);
  });

  it("goes on after it was stored again", () => {
    const [first, ...rest] = later;
    const again = JSON.parse(JSON.stringify(fold(before, first ? [first] : []))) as Call;
    expect(shown(fold(again, rest))).toEqual(becomes);
  });
});
