export type { Script, ScriptOptions } from "./script.ts";
export { SCRIPTS, type ScriptName } from "./scripts.ts";
export { createSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";
