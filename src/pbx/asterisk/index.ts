export { readAmiStream } from "./read-stream.ts";
export { createAsteriskConnector } from "./session.ts";
export { type AsteriskSettings, asteriskSettingsSchema } from "./settings.ts";
export { createZone } from "./zone.ts";
