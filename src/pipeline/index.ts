export { createEngine, type Engine, type EngineOptions } from "./engine.ts";
export { type LookUp, lookUpNumber } from "./look-up.ts";
export type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
export {
  type ConnectionInput,
  type IntegrationInput,
  openFields,
  type SetUpTools,
  setUpConnection,
  setUpIntegration,
  uploadTemplate,
} from "./set-up.ts";
export type { UserRefresh } from "./users.ts";
