export { createEngine, type Engine, type EngineOptions } from "./engine.ts";
export type { IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
export type { UserRefresh } from "./users.ts";
