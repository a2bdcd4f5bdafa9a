export { createYeastarConnector } from "./session.ts";
export { type YeastarSettings, yeastarSettingsSchema } from "./settings.ts";
