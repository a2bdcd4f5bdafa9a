export { createDemoHelpdesk, type DemoHelpdesk, type DemoHelpdeskOptions } from "./helpdesk.ts";
export { DEMO_SEED } from "./seed.ts";
export { type HelpdeskSeed, type HelpdeskState, type HelpdeskTicket, type HelpdeskUser, listJournal } from "./state.ts";
