export * from "./backup/index.ts";
export { lock, type Operation, type Row, type SqlValue, type Step, signal } from "./operation.ts";
export * from "./operations/audit.ts";
export * from "./operations/call-links.ts";
export * from "./operations/call-list.ts";
export { findCallNote, saveCallNote } from "./operations/call-notes.ts";
export * from "./operations/calls.ts";
export * from "./operations/changes.ts";
export * from "./operations/claims.ts";
export * from "./operations/connection-states.ts";
export * from "./operations/connections.ts";
export { addSearchTexts, type ContactPlace, type FoundContacts, searchContacts } from "./operations/contact-search.ts";
export {
  type ContactKey,
  type ContactMark,
  countContacts,
  findCompanyContacts,
  findContact,
  findContactsByKey,
  findContactsIn,
  listContacts,
  listContactsSince,
  type PhonebookEntry,
  putContact,
  removeContact,
  removeSomeContacts,
  saveContact,
} from "./operations/contacts.ts";
export * from "./operations/dead-letters.ts";
export {
  addDelivery,
  cancelDelivery,
  countDeliveries,
  type DeliveryFilter,
  type Ending,
  findDelivery,
  findExpiredLeases,
  findHeldDeliveries,
  findIntegrationsWithWork,
  findNextRun,
  finishAttempt,
  giveBackDelivery,
  hastenDeliveries,
  listAttempts,
  listDeliveries,
  listDeliveriesOfCall,
  renewDelivery,
  reopenDelivery,
} from "./operations/deliveries.ts";
export * from "./operations/disconnect.ts";
export * from "./operations/events.ts";
export * from "./operations/helpdesk-states.ts";
export * from "./operations/integrations.ts";
export * from "./operations/meta.ts";
export * from "./operations/nodes.ts";
export * from "./operations/people.ts";
export * from "./operations/phonebooks.ts";
export * from "./operations/picks.ts";
export * from "./operations/popups.ts";
export * from "./operations/privacy.ts";
export * from "./operations/recordings.ts";
export { eraseRefusedPosts, keepRefusedPost, listRefusedPosts, type RefusedPost } from "./operations/refused-posts.ts";
export * from "./operations/seals.ts";
export * from "./operations/sessions.ts";
export * from "./operations/skips.ts";
export * from "./operations/templates.ts";
export * from "./operations/tokens.ts";
export { openPostgresStore } from "./postgres/open.ts";
export { accessSignal, readAccessSignal, readSetUpSignal } from "./signals.ts";
export { lockFolder } from "./sqlite/lock.ts";
export { openSqliteStore } from "./sqlite/open.ts";
export type { Store } from "./store.ts";
export { openEnvironmentVault, openFileVault, type Vault } from "./vault.ts";
