import { MINUTE } from "../base/index.ts";
import { type Call, type Extension, type PopupTrigger, toExtensionNumber } from "../domain/index.ts";
import { aContext, aLeg, START } from "./a-context.test.data.ts";
import {
  type Combination,
  DIRECTIONS,
  describeDecisions,
  isAnswered,
  isSettled,
  MATCH_NAMES,
  STAGES,
  toCall,
  toMatch,
} from "./decision-table.test.data.ts";

const NUMBER = toExtensionNumber("2001");

function toExtension(one: Combination): Extension {
  const own = { enabled: one.popups === "own on", trigger: one.trigger as PopupTrigger };
  return { number: NUMBER, name: "", email: "", ...((one.popups as string).startsWith("own") && { popup: own }) };
}

function isHadAt(one: Combination): boolean {
  return one.heard === "late but shown";
}

describeDecisions({
  feature: "popup",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    match: MATCH_NAMES.filter((name) => name !== "unchosen"),
    popups: ["on", "off", "own on", "own off"],
    trigger: ["ringing", "answered", "ended", "manual"],
    /** Whether the look-up has outlasted the pop-up's patience. */
    patience: ["left", "over"],
    heard: ["in time", "late", "late but shown"],
  },
  toContext: (one) => {
    const call = toCall(one);
    const { settings, ...match } = toMatch(one);
    const now = (call.endedAt ?? call.startedAt) + (one.heard === "in time" ? 5000 : 5 * MINUTE);
    return aContext(call, {
      ...match,
      settled: isSettled(one),
      lookupOverdue: one.patience === "over",
      settings: {
        ...settings,
        popup: {
          enabled: one.popups === "on",
          trigger: one.trigger as PopupTrigger,
        },
      },
      extensions: new Map([[NUMBER, toExtension(one)]]),
      popups: isHadAt(one) ? [{ extension: NUMBER, trigger: one.trigger as PopupTrigger }] : [],
      now,
    });
  },
  isPossible: (one) => !isHadAt(one) || one.trigger !== "answered" || isAnswered(one),
  rows: `
    direction | stage   | match             | popups    | trigger  | patience | heard               | effect
    internal  | *       | *                 | *         | *        | *        | *                   | internal
    !internal | *       | *                 | off       | *        | *        | *                   | skip@{trigger} switched-off
    outbound  | live    | *                 | !off      | *        | *        | *                   | later
    outbound  | settled | *                 | !off      | *        | *        | *                   | skip@{trigger} outbound
    inbound   | live    | withheld          | !off      | *        | *        | *                   | later
    inbound   | settled | withheld          | !off      | *        | *        | *                   | skip@{trigger} number-withheld
    inbound   | live    | !withheld         | own off   | *        | *        | *                   | later
    inbound   | settled | !withheld         | own off   | *        | *        | !late but shown     | skip@{trigger} 2001 switched-off
    inbound   | settled | !withheld         | own off   | *        | *        | late but shown      | nothing (it has been shown)
    inbound   | live    | !withheld         | on,own on | manual   | *        | *                   | later
    inbound   | settled | !withheld         | on,own on | manual   | *        | !late but shown     | skip@manual 2001 by-hand
    inbound   | settled | !withheld         | on,own on | manual   | *        | late but shown      | nothing (the agent has opened it)
    inbound   | *       | !pending,withheld | on,own on | ringing  | *        | in time             | popup@ringing 2001
    inbound   | *       | pending           | on,own on | ringing  | over     | in time             | popup@ringing 2001
    inbound   | *       | pending           | on,own on | ringing  | left     | in time             | wait
    inbound   | live    | !withheld         | on,own on | ringing  | *        | late                | later
    inbound   | settled | !withheld         | on,own on | ringing  | *        | late                | skip@ringing 2001 stale
    inbound   | *       | !withheld         | on,own on | ringing  | *        | late but shown      | nothing (it has been shown)
    inbound   | ringing | !withheld         | on,own on | answered | *        | *                   | later
    inbound   | missed  | !withheld         | on,own on | answered | *        | *                   | skip@answered 2001 not-answered
    inbound   | talking,hung-up,answered | !pending,withheld | on,own on | answered | *    | in time | popup@answered 2001
    inbound   | talking,hung-up,answered | pending           | on,own on | answered | over | in time | popup@answered 2001
    inbound   | talking,hung-up,answered | pending           | on,own on | answered | left | in time | wait
    inbound   | talking,hung-up          | !withheld         | on,own on | answered | *    | late    | later
    inbound   | answered                 | !withheld         | on,own on | answered | *    | late    | skip@answered 2001 stale
    inbound   | talking,hung-up,answered | !withheld         | on,own on | answered | *    | late but shown | nothing (it has been shown)
    inbound   | live    | !withheld         | on,own on | ended    | *        | *                   | later
    inbound   | settled | !pending,withheld | on,own on | ended    | *        | in time             | popup@ended 2001
    inbound   | settled | pending           | on,own on | ended    | over     | in time             | popup@ended 2001
    inbound   | settled | pending           | on,own on | ended    | left     | in time             | wait
    inbound   | settled | !withheld         | on,own on | ended    | *        | late                | skip@ended 2001 stale
    inbound   | settled | !withheld         | on,own on | ended    | *        | late but shown      | nothing (it has been shown)
  `,
});

const OTHER = toExtensionNumber("2002");
const PARTS: Readonly<Record<string, Partial<Call>>> = {
  /** It rang here, and another extension took the call. */
  "taken elsewhere": {
    extension: OTHER,
    legs: [aLeg("2001", { ringingAt: START + 1000, endedAt: START + 5000, endReason: "answered-elsewhere" })],
  },
  /** It was answered here, and handed on to another extension, which talked last. */
  "handed on": {
    extension: OTHER,
    legs: [aLeg("2001", { ringingAt: START + 1000, answeredAt: START + 5000, endedAt: START + 9000 })],
  },
  /** It was called and did not ring, as when it is not signed in. */
  "not rung": { extension: OTHER, legs: [aLeg("2001", { endedAt: START + 5000 })] },
  /** The number of a queue, at which nobody sits; another extension took the call from it. */
  queue: { queue: "2001", extension: OTHER },
  /** The call came to no phone at all, as when the caller hangs up in the menu. */
  "no phone": { legs: [] },
};

describeDecisions({
  feature: "popup",
  title: "where other phones have a part in the call",
  axes: {
    part: Object.keys(PARTS),
    stage: ["talking", "hung-up", "answered"],
    trigger: ["ringing", "answered", "ended", "manual"],
  },
  toContext: (one) => {
    const call = { ...toCall({ ...one, direction: "inbound", match: "known" }), ...PARTS[one.part as string] };
    return aContext(call, {
      settled: isSettled(one),
      popups: [],
      settings: { popup: { trigger: one.trigger as PopupTrigger } },
    });
  },
  rows: `
    part            | stage    | trigger  | effect
    taken elsewhere | live     | *        | later
    taken elsewhere | answered | ringing  | skip@ringing 2001 taken-elsewhere
    taken elsewhere | answered | answered | skip@answered 2001 not-answered
    taken elsewhere | answered | ended    | skip@ended 2001 not-last
    taken elsewhere | answered | manual   | skip@manual 2001 by-hand
    handed on       | *        | ringing  | popup@ringing 2001
    handed on       | *        | answered | popup@answered 2001
    handed on       | live     | ended    | later
    handed on       | answered | ended    | skip@ended 2001 not-last
    handed on       | live     | manual   | later
    handed on       | answered | manual   | skip@manual 2001 by-hand
    not rung        | live     | *        | later
    not rung        | answered | ringing  | skip@ringing 2001 not-rung
    not rung        | answered | answered | skip@answered 2001 not-answered
    not rung        | answered | ended    | skip@ended 2001 not-last
    not rung        | answered | manual   | skip@manual 2001 by-hand
    queue,no phone  | live     | *        | later
    queue,no phone  | answered | *        | skip@{trigger} no-extension
  `,
});
