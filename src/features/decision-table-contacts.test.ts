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
    /** Whether the helpdesk was asked: else the phonebook gave the match. */
    asked: ["yes", "no"],
  },
  // Only the phonebook, or that there is nobody to look up, answers unasked; and what is being asked is not answered.
  isPossible: (one) =>
    one.asked === "yes"
      ? !["pending", "none", "withheld"].includes(one.match as string)
      : ["known", "several", "unchosen", "choosing", "pending", "none", "withheld"].includes(one.match as string),
  toContext: (one) => {
    const { settings, ...match } = toMatch(one);
    const types = one.types === "chosen" ? (["contacts"] as const) : [];
    return aContext(toCall(one), {
      ...match,
      settled: isSettled(one),
      settings: { ...settings, contactSync: { enabled: one.enabled === "on", types } },
      template: { hasSearch: one.template === "can" },
      deliveries: one.asked === "yes" ? [{ feature: "contact-sync", trigger: "ringing", state: "done" }] : [],
    });
  },
  rows: `
    direction | stage   | match             | enabled | types  | template | asked | effect
    internal  | *       | *                 | *       | *      | *        | *     | internal
    !internal | live    | withheld          | *       | *      | *        | *     | later
    !internal | settled | withheld          | *       | *      | *        | *     | skip@ringing number-withheld
    !internal | *       | !withheld         | off     | *      | *        | *     | skip@ringing switched-off
    !internal | *       | pending           | on      | chosen | can      | *     | sync-contact@ringing
    !internal | *       | pending           | on      | none   | can      | *     | skip@ringing no-types
    !internal | *       | pending           | on      | *      | cannot   | *     | skip@ringing template-cannot
    !internal | live    | !pending,withheld | on      | *      | *        | no    | later
    !internal | settled | !pending,withheld,none | on | *      | *        | no    | skip@ringing in-phonebook
    !internal | settled | none              | on      | *      | *        | no    | skip@ringing no-lookup
    !internal | *       | !pending,withheld | on      | *      | *        | yes   | nothing (the helpdesk was asked)
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
    !internal | live    | unknown         | manual    | *      | *        | no      | later
    !internal | settled | unknown         | manual    | *      | *        | no      | skip@ringing by-hand
    !internal | *       | unknown         | manual    | *      | *        | by hand | nothing (the agent has ordered it)
    !internal | live    | !unknown        | *         | *      | *        | *       | later
    !internal | settled | pending         | *         | *      | *        | no      | wait
    !internal | settled | failed          | off       | *      | *        | no      | skip@ringing switched-off
    !internal | settled | failed          | !off      | *      | *        | no      | skip@ringing lookup-failed
    !internal | settled | known,several,choosing | *  | *      | *        | no      | skip@ringing contact-known
    !internal | settled | none,withheld   | *         | *      | *        | no      | skip@ringing no-lookup
    !internal | settled | !unknown        | *         | *      | *        | by hand | nothing (the agent has ordered it)
  `,
});
