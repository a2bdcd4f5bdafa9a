export { toAuth, toAuthorisationWish } from "./auth.ts";
export { type CompiledTemplate, compileTemplate } from "./compile.ts";
export { toContacts } from "./contacts.ts";
export { type Hit, runScenario, type ScenarioInput, type ScenarioRun } from "./run.ts";
export type { Fields } from "./scope.ts";
