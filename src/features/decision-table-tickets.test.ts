import type { DeliveryState } from "../domain/index.ts";
import { aContext } from "./a-context.test.data.ts";
import type { FeatureContext } from "./context.ts";
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

const SUPPORTS = { userAssociation: true, callJournal: true, createContact: true, createTicket: true };

// Where a short ring does not count, it is as short as can be, to show that it does not count.
function toRing(one: Combination): number {
  return one.ring === "enough" && one.direction === "inbound" && !isAnswered(one) ? 0 : 99;
}

function toTicketContext(one: Combination): FeatureContext {
  const { settings, deliveries = [], ...match } = toMatch(one);
  const on = one["for it"] === "on";
  const isInbound = one.direction === "inbound";
  const outcome = `${isInbound ? "inbound" : "outbound"}-${isAnswered(one) ? "answered" : "no-answer"}` as const;
  const all = ["inbound-answered", "inbound-no-answer", "outbound-answered", "outbound-no-answer"] as const;
  return aContext(toCall(one), {
    ...match,
    deliveries: [
      ...deliveries,
      ...(one.ordered === "no"
        ? []
        : [{ feature: "auto-ticket" as const, trigger: "ringing" as const, state: "done" as const }]),
    ],
    settled: isSettled(one),
    settings: {
      ...settings,
      autoTicket: {
        when: one.when as "off" | "before" | "after",
        inbound: isInbound ? on : !on,
        outbound: isInbound ? !on : on,
        outcomes: all.filter((name) => (name === outcome) === on),
        contactsOnly: one.demand === "setting" || one.demand === "both",
        minRingSeconds: toRing(one),
      },
    },
    template: {
      supports: { ...SUPPORTS, createTicket: one.template === "can" },
      needsContact: { ticket: one.demand === "template" || one.demand === "both", journal: false },
    },
  });
}

describeDecisions({
  feature: "auto-ticket",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    match: MATCH_NAMES,
    when: ["off", "before", "after"],
    /** The switch for the call's direction (before) or for its outcome (after); all others are the other way round. */
    "for it": ["on", "off"],
    /** Who demands that there be a contact. */
    demand: ["nobody", "setting", "template", "both"],
    template: ["can", "cannot"],
    ring: ["enough", "brief"],
    /** Ordered while the phone rang, perhaps with other settings. */
    ordered: ["yes", "no"],
  },
  isPossible: (one) =>
    // Only a missed inbound call can have rung too briefly; and the agent's time to choose starts with the call's end.
    (one.ring === "enough" || (one.direction === "inbound" && isSettled(one) && !isAnswered(one))) &&
    (one.match !== "unchosen" || isSettled(one)),
  toContext: toTicketContext,
  rows: `
    direction | stage   | match                     | when   | for it | demand  | template | ring   | ordered | effect
    internal  | *       | *                         | *      | *      | *       | *        | *      | *       | internal
    !internal | *       | *                         | *      | *      | *       | *        | *      | yes     | create-ticket@ringing
    !internal | live    | *                         | off    | *      | *       | *        | *      | no      | later
    !internal | settled | *                         | off    | *      | *       | *        | *      | no      | skip@ended switched-off
    !internal | live    | *                         | !off   | *      | *       | cannot   | *      | no      | later
    !internal | settled | *                         | !off   | *      | *       | cannot   | *      | no      | skip@ended template-cannot
    !internal | live    | *                         | before | off    | *       | can      | *      | no      | later
    !internal | settled | *                         | before | off    | *       | can      | *      | no      | skip@ringing direction-off
    !internal | *       | known                     | before | on     | *       | can      | *      | no      | create-ticket@ringing
    !internal | *       | pending,creating,choosing | before | on     | *       | can      | *      | no      | wait
    !internal | ringing,hung-up | withheld          | before | on     | *       | can      | *      | no      | later
    !internal | talking,settled | withheld          | before | on     | nobody  | can      | *      | no      | create-ticket@ringing
    !internal | *       | several,unchosen,unknown,by-hand,uncreated,failed,none | before | on | nobody | can | * | no | create-ticket@ringing
    !internal | live    | several,unknown,by-hand,uncreated,failed,none          | before | on | !nobody| can | * | no | later
    !internal | talking | withheld                  | before | on     | !nobody | can      | *      | no      | later
    !internal | settled | several,unchosen          | before | on     | !nobody | can      | *      | no      | skip@ringing contact-ambiguous
    !internal | settled | unknown,by-hand,uncreated | before | on     | !nobody | can      | *      | no      | skip@ringing contact-unknown
    !internal | settled | failed                    | before | on     | !nobody | can      | *      | no      | skip@ringing lookup-failed
    !internal | settled | none,withheld             | before | on     | !nobody | can      | *      | no      | skip@ringing no-lookup
    !internal | live    | *                         | after  | *      | *       | can      | *      | no      | later
    !internal | settled | *                         | after  | off    | *       | can      | *      | no      | skip@ended outcome-off
    inbound   | missed  | *                         | after  | on     | *       | can      | brief  | no      | skip@ended rang-briefly
    !internal | settled | known                     | after  | on     | *       | can      | enough | no      | create-ticket@ended
    !internal | settled | pending,creating,choosing | after  | on     | *       | can      | enough | no      | wait
    !internal | settled | several,unchosen,unknown,by-hand,uncreated,failed,none,withheld | after | on | nobody | can | enough | no | create-ticket@ended
    !internal | settled | several,unchosen          | after  | on     | !nobody | can      | enough | no      | skip@ended contact-ambiguous
    !internal | settled | unknown,by-hand,uncreated | after  | on     | !nobody | can      | enough | no      | skip@ended contact-unknown
    !internal | settled | failed                    | after  | on     | !nobody | can      | enough | no      | skip@ended lookup-failed
    !internal | settled | none,withheld             | after  | on     | !nobody | can      | enough | no      | skip@ended no-lookup
  `,
});

describeDecisions({
  feature: "ticket-update",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    ticket: [
      "before: done",
      "before: waiting",
      "before: dead",
      "before: held",
      "before: cancelled",
      "after: done",
      "none",
    ],
    /** Whether the helpdesk's answer gave the ticket's id. */
    named: ["yes", "no"],
    template: ["can", "cannot"],
  },
  toContext: (one) => {
    const [when, state] = (one.ticket as string).split(": ") as [string, DeliveryState?];
    const trigger = when === "before" ? "ringing" : "ended";
    return aContext(toCall({ ...one, match: "known" }), {
      settled: isSettled(one),
      deliveries: state ? [{ feature: "auto-ticket", trigger, state, note: "the helpdesk said so" }] : [],
      link: one.named === "yes" ? { ticketId: "41", ticketMadeBefore: when === "before" } : {},
      template: { hasUpdateTicket: one.template === "can" },
    });
  },
  rows: `
    direction | stage   | ticket                                      | named | template | effect
    internal  | *       | *                                           | *     | *        | internal
    !internal | live    | *                                           | *     | *        | later
    !internal | settled | after: done,none                            | *     | *        | nothing (a ticket made after the call is complete already)
    !internal | settled | before: waiting                             | *     | *        | wait
    !internal | settled | before: dead,before: held,before: cancelled | *     | *        | skip@ended ticket-missing
    !internal | settled | before: done                                | no    | *        | skip@ended ticket-unnamed
    !internal | settled | before: done                                | yes   | cannot   | skip@ended template-cannot
    !internal | settled | before: done                                | yes   | can      | update-ticket@ended
  `,
});
