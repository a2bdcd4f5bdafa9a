export { checkConfigFile } from "./config/check.ts";
export { exportConfig, exportTemplates, writeConfig } from "./config/export.ts";
export { type ConfigFile, readConfig, readConfigFile } from "./config/read.ts";
export { openDataFolder } from "./data-folder.ts";
export { realEnv } from "./env.ts";
export { LOG_LEVELS, type LogLevel, openLog } from "./log.ts";
export { type Server, type ServerOptions, startServer } from "./start.ts";
