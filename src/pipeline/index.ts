export { createEngine, type Engine, type EngineOptions } from "./engine.ts";
export { type LookUp, lookUpNumber } from "./look-up.ts";
export type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
export { type ConnectionInput, setUpConnection } from "./set-up/connection.ts";
export { type IntegrationInput, openFields, setUpIntegration } from "./set-up/integration.ts";
export { uploadTemplate } from "./set-up/template.ts";
export type { SetUpTools } from "./set-up/tools.ts";
export { templateSpellings } from "./template-spellings.ts";
export type { UserRefresh } from "./users.ts";
