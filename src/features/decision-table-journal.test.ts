import { aContext } from "./a-context.test.data.ts";
import {
  DIRECTIONS,
  describeDecisions,
  isAnswered,
  isSettled,
  MATCH_NAMES,
  STAGES,
  toCall,
  toMatch,
} from "./decision-table.test.data.ts";

describeDecisions({
  feature: "call-journal",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    match: MATCH_NAMES,
    enabled: ["on", "off"],
    template: ["can", "cannot"],
    /** The switches for the call's direction and for its outcome; the others are the other way round. */
    direct: ["on", "off"],
    outcome: ["on", "off"],
    /** Whether the template's journal can do without a contact. */
    contact: ["needed", "spared"],
    ticket: ["off", "to come", "waiting", "done", "dead"],
  },
  isPossible: (one) => one.match !== "unchosen" || isSettled(one),
  toContext: (one) => {
    const { settings, deliveries = [], ...match } = toMatch(one);
    const on = one.direct === "on";
    const isInbound = one.direction === "inbound";
    const state = (["waiting", "done", "dead"] as const).find((name) => name === one.ticket);
    return aContext(toCall(one), {
      ...match,
      deliveries: [
        ...deliveries,
        ...(state ? [{ feature: "auto-ticket" as const, trigger: "ended" as const, state }] : []),
      ],
      settled: isSettled(one),
      settings: {
        ...settings,
        callJournal: {
          enabled: one.enabled === "on",
          inbound: isInbound ? on : !on,
          outbound: isInbound ? !on : on,
          outcomes: [isAnswered(one) === (one.outcome === "on") ? "answered" : "no-answer"],
        },
        autoTicket: {
          when: one.ticket === "off" ? "off" : "after",
          contactsOnly: false,
          outcomes: ["inbound-answered", "inbound-no-answer", "outbound-answered", "outbound-no-answer"],
        },
      },
      template: {
        supports: {
          userAssociation: true,
          createContact: true,
          createTicket: true,
          callJournal: one.template === "can",
        },
        needsContact: { ticket: false, journal: one.contact === "needed" },
      },
    });
  },
  rows: `
    direction | stage   | match                      | enabled | template | direct | outcome | contact | ticket          | effect
    internal  | *       | *                          | *       | *        | *      | *       | *       | *               | internal
    !internal | live    | *                          | *       | *        | *      | *       | *       | *               | later
    !internal | settled | *                          | off     | *        | *      | *       | *       | *               | skip@ended switched-off
    !internal | settled | *                          | on      | cannot   | *      | *       | *       | *               | skip@ended template-cannot
    !internal | settled | *                          | on      | can      | off    | *       | *       | *               | skip@ended direction-off
    !internal | settled | *                          | on      | can      | on     | off     | *       | *               | skip@ended outcome-off
    !internal | settled | pending,creating,choosing  | on      | can      | on     | on      | *       | *               | wait
    !internal | settled | !pending,creating,choosing | on      | can      | on     | on      | *       | to come,waiting | wait
    !internal | settled | known                      | on      | can      | on     | on      | *       | off,done,dead   | write-journal@ended
    !internal | settled | !known,pending,creating,choosing | on | can     | on     | on      | spared  | off,done,dead   | write-journal@ended
    !internal | settled | several,unchosen           | on      | can      | on     | on      | needed  | off,done,dead   | skip@ended contact-ambiguous
    !internal | settled | unknown,by-hand,uncreated  | on      | can      | on     | on      | needed  | off,done,dead   | skip@ended contact-unknown
    !internal | settled | failed                     | on      | can      | on     | on      | needed  | off,done,dead   | skip@ended lookup-failed
    !internal | settled | none,withheld              | on      | can      | on     | on      | needed  | off,done,dead   | skip@ended no-lookup
  `,
});
