export type { FeatureContext } from "./context.ts";
export { planFeatures } from "./plan-features.ts";
export { DEFAULT_SETTINGS, type SettingsInput, withDefaults } from "./settings.ts";
export { toVariables, type VariableSource } from "./variables.ts";
