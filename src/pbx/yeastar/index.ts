export { readYeastarMessages, type YeastarFileOptions } from "./read-file.ts";
export { createYeastarConnector } from "./session.ts";
export { type YeastarSettings, yeastarSettingsSchema } from "./settings.ts";
export { createYeastarWebhook, type WebhookContent, type WebhookRequest, type YeastarWebhook } from "./webhook.ts";
