export type { Call, CallFold, CallLeg, CallState } from "./call.ts";
export type { CallNote } from "./call-note.ts";
export type { Change, ChangeBody } from "./change.ts";
export { CONTACT_TYPES, type Contact, type ContactType, type Match, NUMBER_KINDS, type NumberKind } from "./contact.ts";
export { completeSettings, DEFAULT_SETTINGS } from "./default-settings.ts";
export type {
  Attempt,
  Delivery,
  DeliveryAction,
  DeliveryState,
  FeatureName,
  Plan,
  PlannedDelivery,
  PlannedPopup,
  Skip,
  Trigger,
} from "./delivery.ts";
export { FEATURES, makesNew } from "./delivery.ts";
export type { Exchange, Outcome } from "./exchange.ts";
export { type CallId, type E164, type ExtensionNumber, toCallId, toExtensionNumber } from "./ids.ts";
export {
  CALL_OUTCOMES,
  type CallOutcome,
  type Extension,
  type FeatureSettings,
  type HelpdeskUser,
  type Integration,
  MATCH_POLICIES,
  type MatchPolicy,
  type NumberSpelling,
  type PopupTrigger,
  TICKET_OUTCOMES,
  type TicketOutcome,
  type UserAssociation,
} from "./integration.ts";
export {
  compareNumbers,
  isCountry,
  type NumberAgreement,
  numberSpellings,
  toCanonical,
  toMatchKey,
  toMatchKeys,
} from "./number.ts";
export { isWithheld, readDialled } from "./number-text.ts";
export type { CallFacts, Direction, Disposition, PhoneEvent, PhoneEventKind, Recording } from "./phone-event.ts";
export { type Phonebook, toNameText, toSearchDigits, toSearchText, toSearchWords } from "./phonebook.ts";
export type { Popup } from "./popup.ts";
export type { TokenSet } from "./token-set.ts";
