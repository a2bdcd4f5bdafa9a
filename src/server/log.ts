import { pino } from "pino";
import { DeskbellError, Secret } from "../base/index.ts";
import type { Log } from "../pipeline/index.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names of members whose value never goes into the log, at any depth. */
const SECRET_NAME = /token|secret|password|authorization|cookie|credential/i;

/** Writes JSON lines to standard error. Secrets are left out by name and by type, and addresses lose their query. */
export function openLog(level: LogLevel): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return {
    info: (message, facts = {}) => logger.info(clean(facts), message),
    warn: (message, facts = {}) => logger.warn(clean(facts), message),
    error: (message, facts = {}) => logger.error(clean(facts), message),
  };
}

function clean(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, SECRET_NAME.test(name) ? "***" : shown(value)]),
  );
}

function shown(value: unknown): unknown {
  if (value instanceof Secret) return "***";
  if (value instanceof DeskbellError) return { code: value.code, message: value.message, ...causeOf(value) };
  if (value instanceof Error) return { message: value.message, stack: value.stack, ...causeOf(value) };
  if (typeof value === "string") return value.replace(/(https?:\/\/[^\s?#"]+)[?#][^\s"]*/g, "$1?…");
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === "object" && value !== null) return clean(value as Record<string, unknown>);
  return value;
}

function causeOf(error: Error): { cause?: unknown } {
  return error.cause instanceof Error ? { cause: error.cause.message } : {};
}
