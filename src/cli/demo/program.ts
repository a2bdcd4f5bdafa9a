import { SCRIPTS, type Script } from "../../pbx/index.ts";

/** One call of the demo, and what it must leave in the helpdesk and on screens. */
export interface DemoCall {
  readonly title: string;
  readonly script: Script;
  readonly expected: {
    /** Extensions whose screen opens the caller's page. */
    readonly popups: readonly string[];
    /** Numbers that become a contact. */
    readonly contacts: number;
    readonly tickets: number;
    readonly journals: number;
  };
}

/** Known and unknown, in Thai and English, answered, missed, queued, transferred, outbound, internal: numbers written in many ways. */
export const DEMO_CALLS: readonly DemoCall[] = [
  {
    title: "A known customer calls, in the spelling her phone company uses; extension 1001 answers.",
    script: SCRIPTS.answered({ number: "0815550101", callerName: "กมลชนก", extension: "1001", talkSeconds: 34 }),
    expected: { popups: ["1001"], contacts: 0, tickets: 1, journals: 1 },
  },
  {
    title: "A hotel reception calls extension 1002, and nobody picks up.",
    script: SCRIPTS.missed({ number: "+6625550177", extension: "1002" }),
    expected: { popups: ["1002"], contacts: 0, tickets: 1, journals: 1 },
  },
  {
    title: "Somebody new calls: the helpdesk gets a contact, then the ticket and the journal entry.",
    script: SCRIPTS.answered({ number: "+66898765432", callerName: "สมหญิง รักไทย", extension: "1003", talkSeconds: 61 }),
    expected: { popups: ["1003"], contacts: 1, tickets: 1, journals: 1 },
  },
  {
    title: "A call from abroad rings a queue of three; one agent takes it, the other pop-ups are withdrawn.",
    script: SCRIPTS.queue({
      number: "004930 5550142",
      callerName: "Jürgen Groß",
      extension: "1002",
      others: ["1001", "1003"],
    }),
    expected: { popups: ["1001", "1002", "1003"], contacts: 0, tickets: 1, journals: 1 },
  },
  {
    title: "A customer with quotes and an ampersand in her name is handed from 1001 to 1002: still one call.",
    script: SCRIPTS.transfer({ number: "+14155550123", extension: "1001", toExtension: "1002" }),
    expected: { popups: ["1001", "1002"], contacts: 0, tickets: 1, journals: 1 },
  },
  {
    title: "Extension 1003 calls a customer back: journalled, no pop-up, no new ticket.",
    script: SCRIPTS["outbound-answered"]({ number: "053-555-0110", extension: "1003", talkSeconds: 95 }),
    expected: { popups: [], contacts: 0, tickets: 0, journals: 1 },
  },
  {
    title: "Two colleagues talk to each other: no helpdesk hears of it.",
    script: SCRIPTS.internal({ extension: "1001", toExtension: "1003" }),
    expected: { popups: [], contacts: 0, tickets: 0, journals: 0 },
  },
];
