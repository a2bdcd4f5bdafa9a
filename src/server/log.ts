import { type DestinationStream, pino } from "pino";
import { DeskbellError, Secret } from "../base/index.ts";
import type { Log } from "../pipeline/index.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names of members whose value never goes into the log, at any depth. */
const SECRET_NAME = /token|secret|password|authorization|cookie|credential/i;

/** Writes JSON lines to standard error, or to `target`. Secrets are left out by name and by type, and addresses lose their query. */
export function openLog(level: LogLevel, target: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, target);
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
  if (value instanceof DeskbellError) return { code: value.code, message: inShort(value.message), ...causeOf(value) };
  if (value instanceof Error) {
    return { message: inShort(value.message), stack: inShort(value.stack ?? ""), ...causeOf(value) };
  }
  if (typeof value === "string") return inShort(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === "object" && value !== null) return clean(value as Record<string, unknown>);
  return value;
}

function causeOf(error: Error): { cause?: string } {
  return error.cause instanceof Error ? { cause: inShort(error.cause.message) } : {};
}

/** Addresses without who logs in and without their query, and of telephone numbers only the end. */
function inShort(text: string): string {
  return withoutQueries(text).replace(/(?<![\w.-])(?:\+|%2B)?\d{5,12}(\d{3})(?![\w.-])/gi, "…$1");
}

function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/?#"@]+@/g, "$1").replace(/(https?:\/\/[^\s?#"]+)[?#][^\s"]*/g, "$1?…");
}
