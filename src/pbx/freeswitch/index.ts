export { createFreeswitchConnector } from "./session.ts";
export { type FreeswitchSettings, freeswitchSettingsSchema } from "./settings.ts";
