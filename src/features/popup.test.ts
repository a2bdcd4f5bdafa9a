import { describe, expect, it } from "vitest";
import { type Extension, type PopupTrigger, toExtensionNumber } from "../domain/index.ts";
import {
  AMBIGUOUS,
  ANSWERED,
  aCall,
  aContext,
  aLeg,
  FAILED,
  IN_TALK,
  KNOWN,
  MISSED,
  outbound,
  PENDING,
  plansOf,
  RINGING,
  START,
  UNKNOWN,
} from "./a-context.test.data.ts";

const plan = (...args: Parameters<typeof aContext>) => plansOf("popup", aContext(...args));
const at = (trigger: PopupTrigger) => ({ settings: { popup: { trigger } } });
const own = (number: string, popup: NonNullable<Extension["popup"]>) =>
  [toExtensionNumber(number), { number: toExtensionNumber(number), name: "", email: "", popup }] as const;

const GROUP = aCall({ legs: [aLeg("2001", { ringingAt: START + 1000 }), aLeg("2002", { ringingAt: START + 1000 })] });
const TAKEN = aCall({
  state: "answered",
  answeredAt: START + 5000,
  extension: toExtensionNumber("2002"),
  legs: [
    aLeg("2001", { ringingAt: START + 1000, endedAt: START + 5000, endReason: "answered-elsewhere" }),
    aLeg("2002", { ringingAt: START + 1000, answeredAt: START + 5000 }),
  ],
});
const HUNT_MISSED = aCall({
  state: "ended",
  disposition: "no-answer",
  endedAt: START + 30_000,
  legs: [
    aLeg("2001", { ringingAt: START + 1000, endedAt: START + 10_000 }),
    aLeg("2002", { ringingAt: START + 10_000, endedAt: START + 30_000 }),
    aLeg("2003", { ringingAt: START + 9_000, endedAt: START + 30_000 }),
  ],
});

describe("a pop-up at ringing", () => {
  it.each([
    ["each extension that rings", GROUP, {}, ["popup@ringing 2001", "popup@ringing 2002"]],
    ["somebody still looked up: not yet", RINGING, { match: PENDING }, []],
    ["somebody looked up for too long", RINGING, { match: PENDING, lookupOverdue: true }, ["popup@ringing 2001"]],
    ["somebody unknown", RINGING, { match: UNKNOWN }, ["popup@ringing 2001"]],
    ["several contacts", RINGING, { match: AMBIGUOUS }, ["popup@ringing 2001"]],
    ["a failed look-up", RINGING, { match: FAILED }, ["popup@ringing 2001"]],
    ["only who answered, once somebody has", TAKEN, {}, ["popup@ringing 2002"]],
    [
      "only who answered, and says so at the end",
      { ...TAKEN, state: "ended", disposition: "answered", endedAt: START + 45_000 },
      {},
      ["popup@ringing 2002", "skip@ringing 2001 taken-elsewhere"],
    ],
    [
      "an extension whose ringing was never told",
      { ...IN_TALK, legs: [aLeg("2001", { answeredAt: START + 5000 })] },
      {},
      ["popup@ringing 2001"],
    ],
    ["who can call back after a missed call", MISSED, {}, ["popup@ringing 2001"]],
    ["nobody, for an outbound call", outbound(RINGING), {}, []],
    ["nobody, and says so at the end of an outbound call", outbound(ANSWERED), {}, ["skip@ringing outbound"]],
    ["nobody, for a withheld number", { ...MISSED, externalNumber: "" }, {}, ["skip@ringing number-withheld"]],
    ["nobody at the queue's own number", { ...RINGING, queue: "2001" }, {}, []],
    ["nobody, where no phone was reached", { ...MISSED, legs: [] }, {}, ["skip@ringing no-extension"]],
  ] as const)("opens for %s", (_case, call, given, want) => {
    expect(plan(call, given)).toEqual(want);
  });
});

describe("a pop-up at the answer", () => {
  it.each([
    ["nobody yet while it rings", GROUP, []],
    ["who answered", TAKEN, ["popup@answered 2002"]],
    ["nobody, for a missed call", MISSED, ["skip@answered 2001 not-answered"]],
  ])("opens for %s", (_case, call, want) => {
    expect(plan(call, at("answered"))).toEqual(want);
  });

  it("opens for each who answered a transferred call", () => {
    const legs = [
      aLeg("2001", { answeredAt: START + 5000, endedAt: START + 9000 }),
      aLeg("2002", { answeredAt: START + 10_000 }),
    ];
    expect(plan({ ...IN_TALK, legs }, at("answered"))).toEqual(["popup@answered 2001", "popup@answered 2002"]);
  });
});

describe("a pop-up at the end", () => {
  it.each([
    ["who talked last", ANSWERED, ["popup@ended 2001"]],
    [
      "those that rang last, after a missed call",
      HUNT_MISSED,
      ["popup@ended 2002", "popup@ended 2003", "skip@ended 2001 not-last"],
    ],
    [
      "nobody at the queue's own number",
      { ...HUNT_MISSED, queue: "2003" },
      ["popup@ended 2002", "skip@ended 2001 not-last"],
    ],
    ["nobody while the call goes on", IN_TALK, []],
  ])("opens for %s", (_case, call, want) => {
    expect(plan(call, at("ended"))).toEqual(want);
  });

  it("waits until late events have had their time", () => {
    expect(plan(ANSWERED, { ...at("ended"), settled: false })).toEqual([]);
  });
});

describe("the setting of pop-ups", () => {
  it("leaves manual ones to the agent, and says so unless the agent has opened one", () => {
    expect(plan(IN_TALK, at("manual"))).toEqual([]);
    expect(plan(ANSWERED, at("manual"))).toEqual(["skip@manual 2001 by-hand"]);
    const popups = [{ extension: toExtensionNumber("2001"), trigger: "manual" }] as const;
    expect(plan(ANSWERED, { ...at("manual"), popups })).toEqual([]);
  });

  it("may be each extension's own", () => {
    const extensions = new Map([
      own("2001", { enabled: false, trigger: "ringing" }),
      own("2002", { enabled: true, trigger: "answered" }),
    ]);
    expect(plan(GROUP, { extensions })).toEqual([]);
    expect(plan(TAKEN, { extensions })).toEqual(["popup@answered 2002"]);
    const missed = { ...GROUP, state: "ended", disposition: "no-answer", endedAt: START + 20_000 } as const;
    expect(plan(missed, { extensions })).toEqual(["skip@ringing 2001 switched-off", "skip@answered 2002 not-answered"]);
  });

  it("is off for all with one word, unless an extension has it on", () => {
    const settings = { popup: { enabled: false } };
    expect(plan(GROUP, { settings })).toEqual(["skip@ringing switched-off"]);
    const extensions = new Map([own("2002", { enabled: true, trigger: "ringing" })]);
    const missed = { ...GROUP, state: "ended", disposition: "no-answer", endedAt: START + 20_000 } as const;
    expect(plan(GROUP, { settings, extensions })).toEqual(["popup@ringing 2002"]);
    expect(plan(missed, { settings, extensions })).toEqual(["popup@ringing 2002", "skip@ringing 2001 switched-off"]);
  });
});

describe("a moment that has passed by more than a minute", () => {
  const late = { match: KNOWN, now: START + 62_000 };

  it("opens nothing", () => {
    expect(plan(RINGING, late)).toEqual([]);
    expect(plan(RINGING, { ...late, now: START + 61_000 })).toEqual(["popup@ringing 2001"]);
  });

  it("says so at the end when it is known that no pop-up has opened", () => {
    expect(plan(RINGING, { ...late, popups: [] })).toEqual([]);
    expect(plan(MISSED, { ...late, popups: [] })).toEqual(["skip@ringing 2001 stale"]);
    const popups = [{ extension: toExtensionNumber("2001"), trigger: "ringing" }] as const;
    expect(plan(MISSED, { ...late, popups })).toEqual([]);
  });
});
