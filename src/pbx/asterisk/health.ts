import { SECOND } from "../../base/index.ts";
import { AmiFault } from "./faults.ts";
import type { AmiLine } from "./line.ts";

/** What a session has noticed about the PBX. */
export interface Noticed {
  readonly clockDifferenceMs: number | undefined;
  /** Events came without a time. */
  readonly hasUntimedEvents: boolean;
  /** `undefined` = we may not ask. */
  readonly hasRecords: boolean | undefined;
  readonly readsRecordsOfGaps: boolean;
  readonly extensions: number;
  readonly extensionsWithEmail: number;
  readonly canReadMail: boolean;
}

const LARGE_DIFFERENCE_MS = 30 * SECOND;

/** What is switched off or set wrongly at the PBX, each with its cure. */
export function findWarnings(noticed: Noticed): string[] {
  const { clockDifferenceMs = 0, extensions, extensionsWithEmail, canReadMail } = noticed;
  const seconds = Math.round(clockDifferenceMs / SECOND);
  const mailCure = canReadMail
    ? "write the e-mail addresses into voicemail.conf"
    : "let the manager user read voicemail.conf (write = system)";
  return [
    noticed.hasRecords === false &&
      "call records do not come: set enabled = yes in cdr_manager.conf and load cdr_manager.so, for calls whose beginning was missed",
    !noticed.readsRecordsOfGaps &&
      "calls that begin and end while we are away are lost, since Asterisk keeps no records that can be asked for: set cdrCsv to Master.csv",
    noticed.hasUntimedEvents &&
      "events come without a time: set timestampevents = yes in manager.conf and reload it, so that times are the PBX's own",
    Math.abs(clockDifferenceMs) > LARGE_DIFFERENCE_MS &&
      `the PBX's clock is ${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} ours: let both take their time from an NTP server`,
    extensions === 0 &&
      "no endpoint looks like an extension: set extensionPattern or internalContexts, and give the manager user system rights",
    extensions > 0 &&
      extensionsWithEmail === 0 &&
      `no extension has an e-mail address, so helpdesk users must be associated by hand; ${mailCure}`,
  ].filter((one) => typeof one === "string");
}

/** Whether call records come over this interface; `undefined` when we may not ask. */
export async function hasRecordModule(line: Pick<AmiLine, "ask">): Promise<boolean | undefined> {
  try {
    await line.ask({ Action: "ModuleCheck", Module: "cdr_manager" });
    return true;
  } catch (error) {
    if (!(error instanceof AmiFault)) throw error;
    return error.isDenied ? undefined : false;
  }
}

/** What is worth showing of the PBX. */
export async function readDetails(line: Pick<AmiLine, "ask" | "banner">): Promise<Record<string, string>> {
  const details: Record<string, string> = {};
  if (line.banner !== undefined) details.interface = line.banner;
  try {
    const answer = await line.ask({ Action: "CoreSettings" });
    const version = answer.get("AsteriskVersion");
    if (version !== undefined) details.version = version;
    const name = answer.get("CoreSystemName") ?? answer.get("SystemName");
    if (name !== undefined) details.system = name;
  } catch (error) {
    if (!(error instanceof AmiFault)) throw error;
  }
  return details;
}
