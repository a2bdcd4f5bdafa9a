export { associateConnectionAgain, describeVanished, readAssociationMaps, readUsers } from "./associations.ts";
export { createEngine, type Engine, type EngineOptions } from "./engine.ts";
export { createMembership, type Membership } from "./membership.ts";
export {
  addContactByHand,
  changeContactByHand,
  deletePhonebook,
  emptyPhonebook,
  removeContactByHand,
} from "./phonebooks/by-hand.ts";
export { searchPhonebook } from "./phonebooks/search.ts";
export { makePhonebook, reshapePhonebook, setUpPhonebook } from "./phonebooks/set-up.ts";
export type { Erased, NumberRecord } from "./privacy.ts";
export { previewDelivery } from "./rehearse/preview-delivery.ts";
export { type Rehearsal, type RehearsedCall, rehearse } from "./rehearse/rehearse.ts";
export { findRetention, findStoredRetention, type Retention, setRetention } from "./retention.ts";
export type { AudioAnswer, IntegrationRuntime, Log, Runtimes } from "./runtime.ts";
export { type ConnectionInput, setUpConnection } from "./set-up/connection.ts";
export { revealSettings } from "./set-up/connector-settings.ts";
export { disconnectIntegration } from "./set-up/disconnect.ts";
export { type IntegrationInput, openFields, setUpIntegration } from "./set-up/integration.ts";
export { uploadTemplate } from "./set-up/template.ts";
export type { SetUpTools } from "./set-up/tools.ts";
export { readCallVariables } from "./studio/call-variables.ts";
export { DRAFT_FEATURES, draftTemplate } from "./studio/draft.ts";
export { applyTemplateEdits, type TemplateEdit } from "./studio/edits.ts";
export { fillVariables, LOOK_UP_NAMES, type LookUpRun, lookUp } from "./studio/look-up.ts";
export { toModel } from "./studio/model.ts";
export { tryTemplate } from "./studio/try-template.ts";
export * from "./telephones/index.ts";
export type { CallTrace, IntegrationTrace, RuleTrace, TracedEvent } from "./trace.ts";
export type { UserRefresh } from "./users.ts";
