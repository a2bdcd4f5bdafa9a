export { askAgainAt } from "./ask-again.ts";
export type { FeatureContext } from "./context.ts";
export { toJournalPrint } from "./journal-update.ts";
export { toOwner } from "./owner.ts";
export { planFeatures } from "./plan-features.ts";
export { type SettingsInput, withDefaults } from "./settings.ts";
export { NOTE, toVariables, type VariableSource } from "./variables.ts";
