export { askAgainAt } from "./ask-again.ts";
export type { FeatureContext } from "./context.ts";
export { planFeatures } from "./plan-features.ts";
export { type SettingsInput, withDefaults } from "./settings.ts";
export { toVariables, type VariableSource } from "./variables.ts";
