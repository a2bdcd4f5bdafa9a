export { createDemoHelpdesk, type DemoHelpdesk, type DemoHelpdeskOptions } from "./helpdesk.ts";
export { DEMO_SEED } from "./seed.ts";
export { listJournal } from "./state.ts";
