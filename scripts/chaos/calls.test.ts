import { expect, it } from "vitest";
import { readPhoneEvents } from "../../src/pbx/index.ts";
import { createCalls } from "./calls.ts";
import { createRandom } from "./random.ts";

const KNOWN = ["+66819991000"];

function makeCalls(count: number, seed = 1) {
  const nextCall = createCalls(createRandom(seed), "t", KNOWN);
  return Array.from({ length: count }, () => nextCall(1_780_000_000_000));
}

it("events are such as the API takes, each call's with its own id and an end", () => {
  for (const { id, parcels } of makeCalls(100)) {
    const events = parcels.flatMap((parcel) => parcel.events);
    expect(readPhoneEvents(events)).toHaveProperty("events");
    expect(new Set(events.map(({ call }) => call))).toEqual(new Set([id]));
    expect(events.some(({ kind }) => kind === "ended")).toBe(true);
  }
});

it("some events come twice, some in the wrong order, some numbers again, some calls stay inside", () => {
  const calls = makeCalls(200);
  const ids = calls.map(({ parcels }) => parcels.flatMap(({ events }) => events.map(({ id }) => id)));
  expect(ids.some((own) => new Set(own).size < own.length)).toBe(true);
  const numbered = ids.map((own) => own.map((id) => Number(id.split("/")[1])));
  expect(numbered.some((own) => own.some((at, index) => at < (own[index - 1] ?? 0)))).toBe(true);
  const placed = calls.flatMap((call) => (call.placed ? [call.placed] : []));
  expect(placed.length).toBeLessThan(calls.length);
  expect(new Set(placed.map(({ number }) => number)).size).toBeLessThan(placed.length);
  expect(new Set(placed.map(({ direction }) => direction))).toEqual(new Set(["inbound", "outbound"]));
});

it("the same seed places the same calls", () => {
  expect(makeCalls(20, 5)).toEqual(makeCalls(20, 5));
  expect(makeCalls(20, 5)).not.toEqual(makeCalls(20, 6));
});
