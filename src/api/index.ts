export { createApi } from "./app.ts";
export { closeApi } from "./close-api.ts";
export type { ApiContext, SetUp } from "./context.ts";
export { extensionSchema, idSchema, settingsSchema, zoneSchema } from "./contract.ts";
export { hashToken, newApiToken } from "./credentials.ts";
export { toProblems } from "./problems.ts";
export { SCOPE_PATTERN } from "./scopes.ts";
export { makeToken, readTokenWish } from "./tokens/make-token.ts";
export { findSecretFault } from "./webhook-signature.ts";
