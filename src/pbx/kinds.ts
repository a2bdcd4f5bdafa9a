import type { z } from "zod";
import type { Problem } from "../base/index.ts";
import { createAsteriskConnector } from "./asterisk/session.ts";
import { asteriskSettingsSchema } from "./asterisk/settings.ts";
import type { Connector } from "./connector.ts";
import { createFreeswitchConnector } from "./freeswitch/session.ts";
import { freeswitchSettingsSchema } from "./freeswitch/settings.ts";
import { genericSettingsSchema } from "./generic/settings.ts";
import { createYeastarConnector } from "./yeastar/session.ts";
import { yeastarSettingsSchema } from "./yeastar/settings.ts";

/** A connector with the settings of one connection. */
export interface OpenConnector {
  connect: Connector<void>["connect"];
  readonly retryRefusedAfterMs?: number;
}

interface Kind {
  readonly schema: z.ZodType;
  /** Absent = the PBX posts what happens, and nobody can ask it. */
  open?(settings: unknown): OpenConnector;
  /** See {@link Connector}. */
  readonly recordWithinMs?: number;
}

const yeastar = createYeastarConnector();

const KINDS = {
  asterisk: { schema: asteriskSettingsSchema, open: opening(createAsteriskConnector()) },
  freeswitch: { schema: freeswitchSettingsSchema, open: opening(createFreeswitchConnector()) },
  generic: { schema: genericSettingsSchema },
  yeastar: { schema: yeastarSettingsSchema, open: opening(yeastar), ...recordOf(yeastar) },
} as const satisfies Record<string, Kind>;

/** The kinds of PBX that there is something for. */
export type PbxKind = keyof typeof KINDS;
export const PBX_KINDS = Object.keys(KINDS) as [PbxKind, ...PbxKind[]];

/** The settings of a connection as its kind takes them, secrets wrapped; or every problem, by path. */
export function readPbxSettings(
  kind: PbxKind,
  written: unknown,
): { readonly settings: unknown } | { readonly problems: readonly Problem[] } {
  const result = KINDS[kind].schema.safeParse(written);
  if (result.success) return { settings: result.data };
  return { problems: result.error.issues.map(({ path, message }) => toProblem(path.map(String).join("."), message)) };
}

/** For the reference pages and the REST API's description. */
export function pbxSettingsSchema(kind: PbxKind): z.ZodType {
  return KINDS[kind].schema;
}

/** The connector of a kind with settings that {@link readPbxSettings} gave; `undefined` where the PBX comes to us. */
export function openConnector(kind: PbxKind, settings: unknown): OpenConnector | undefined {
  const { open }: Kind = KINDS[kind];
  return open?.(settings);
}

/** How long after a call's end the PBX's record of it is waited for (ms); `undefined` where it writes none. */
export function recordWithinMs(kind: PbxKind): number | undefined {
  const found: Kind = KINDS[kind];
  return found.recordWithinMs;
}

function recordOf({ recordWithinMs }: Pick<Connector<never>, "recordWithinMs">): Pick<Kind, "recordWithinMs"> {
  return recordWithinMs === undefined ? {} : { recordWithinMs };
}

function opening<Settings>(connector: Connector<Settings>): NonNullable<Kind["open"]> {
  const { retryRefusedAfterMs } = connector;
  return (settings) => ({
    ...(retryRefusedAfterMs !== undefined && { retryRefusedAfterMs }),
    connect: (_none, tools) => connector.connect(settings as Settings, tools),
  });
}

// The schemas' messages put the cure behind a semicolon.
function toProblem(path: string, text: string): Problem {
  const [message, ...help] = text.split("; ");
  return { path, message: message as string, ...(help.length > 0 && { help: help.join("; ") }) };
}
