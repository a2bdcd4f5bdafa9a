export type { Auth, TokenServer } from "./auth.ts";
export { type AuthorisationStart, type AuthorisationWish, startAuthorisation } from "./authorisation.ts";
export type { SuccessTest } from "./classify.ts";
export {
  createHelpdeskConnection,
  type Exchanged,
  type HelpdeskConnection,
  type HelpdeskConnectionOptions,
  type SendOptions,
} from "./connection.ts";
export { download } from "./download.ts";
export type { UploadFile } from "./multipart.ts";
export { type RenderScope, renderText } from "./place.ts";
export { createRedactor } from "./redact.ts";
export { type RenderedRequest, type Rendering, type RequestSpec, renderRequest } from "./render-request.ts";
export type { TargetPolicy } from "./target-guard.ts";
export { createMemoryTokenStore, type TokenStore } from "./token-store.ts";
export { renderAddress } from "./url-place.ts";
