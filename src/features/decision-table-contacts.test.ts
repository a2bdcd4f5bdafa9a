import { aContext } from "./a-context.test.data.ts";
import {
  DIRECTIONS,
  describeDecisions,
  isSettled,
  MATCH_NAMES,
  STAGES,
  toCall,
  toMatch,
} from "./decision-table.test.data.ts";

describeDecisions({
  feature: "contact-sync",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    match: MATCH_NAMES,
    enabled: ["on", "off"],
    types: ["chosen", "none"],
    template: ["can", "cannot"],
  },
  toContext: (one) => {
    const { settings, ...match } = toMatch(one);
    const types = one.types === "chosen" ? (["contacts"] as const) : [];
    return aContext(toCall(one), {
      ...match,
      settled: isSettled(one),
      settings: { ...settings, contactSync: { enabled: one.enabled === "on", types } },
      template: { hasSearch: one.template === "can" },
    });
  },
  rows: `
    direction | stage   | match             | enabled | types  | template | effect
    internal  | *       | *                 | *       | *      | *        | internal
    !internal | live    | withheld          | *       | *      | *        | later
    !internal | settled | withheld          | *       | *      | *        | skip@ringing number-withheld
    !internal | *       | !withheld         | off     | *      | *        | skip@ringing switched-off
    !internal | *       | pending           | on      | chosen | can      | sync-contact@ringing
    !internal | *       | pending           | on      | none   | can      | skip@ringing no-types
    !internal | *       | pending           | on      | *      | cannot   | skip@ringing template-cannot
    !internal | *       | !pending,withheld | on      | *      | *        | nothing (the match says already who it is, or why not)
  `,
});

describeDecisions({
  feature: "contact-creation",
  axes: {
    direction: DIRECTIONS,
    stage: STAGES,
    match: ["known", "several", "choosing", "unknown", "pending", "failed", "none", "withheld"],
    method: ["off", "automatic", "manual"],
    /** The switch for the call's direction; the other one is the other way round. */
    "for it": ["on", "off"],
    template: ["can", "cannot"],
    ordered: ["by hand", "no"],
  },
  toContext: (one) => {
    const { settings, ...match } = toMatch(one);
    const on = one["for it"] === "on";
    const isInbound = one.direction === "inbound";
    return aContext(toCall(one), {
      ...match,
      settled: isSettled(one),
      settings: {
        ...settings,
        contactCreation: {
          method: one.method as "off" | "automatic" | "manual",
          inbound: isInbound ? on : !on,
          outbound: isInbound ? !on : on,
        },
      },
      template: {
        supports: {
          userAssociation: true,
          callJournal: true,
          createTicket: true,
          createContact: one.template === "can",
        },
      },
      deliveries: one.ordered === "no" ? [] : [{ feature: "contact-creation", trigger: "manual", state: "waiting" }],
    });
  },
  rows: `
    direction | stage   | match           | method    | for it | template | ordered | effect
    internal  | *       | *               | *         | *      | *        | *       | internal
    !internal | *       | unknown         | automatic | on     | can      | no      | create-contact@ringing
    !internal | *       | unknown         | automatic | on     | can      | by hand | nothing (the agent has ordered it already)
    !internal | *       | unknown         | automatic | on     | cannot   | *       | skip@ringing template-cannot
    !internal | *       | unknown         | automatic | off    | *        | *       | skip@ringing direction-off
    !internal | *       | unknown         | off       | *      | *        | *       | skip@ringing switched-off
    !internal | *       | unknown         | manual    | *      | *        | *       | nothing (it is the agent's to order)
    !internal | live    | failed          | automatic | *      | *        | *       | later
    !internal | settled | failed          | automatic | *      | *        | *       | skip@ringing lookup-failed
    !internal | *       | failed          | !automatic| *      | *        | *       | nothing (it would not have been created anyway)
    !internal | *       | !unknown,failed | *         | *      | *        | *       | nothing (there is a contact, a choice to make, or no number)
  `,
});
