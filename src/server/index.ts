export { checkConfigFile } from "./config/check.ts";
export { exportConfig } from "./config/export.ts";
export { type ConfigFile, readConfig, readConfigFile } from "./config/read.ts";
export { type Config, configSchema } from "./config/schema.ts";
export { realEnv } from "./env.ts";
export { LOG_LEVELS, type LogLevel, openLog } from "./log.ts";
export { PACKAGE } from "./package-info.ts";
export { DEFAULT_PORT, type Server, type ServerOptions, startServer } from "./start.ts";
