import { DeskbellError } from "../../base/index.ts";
import type { AmiMessage } from "./wire.ts";

const RIGHTS = "give the user of manager.conf the rights of our guide (docs/connect/asterisk.md), and reload it";

/** The answer to an action that the PBX did not carry out. */
export class AmiFault extends Error {
  override readonly name = "AmiFault";
  readonly isDenied: boolean;
  readonly answer: AmiMessage;

  constructor(action: string, answer: AmiMessage) {
    const message = answer.get("Message") ?? "no reason told";
    super(`${action}: the PBX answered "${message.slice(0, 200)}"`);
    this.answer = answer;
    this.isDenied = /permission denied/i.test(message);
  }
}

/** The coded error of an action that failed. */
export function toDeskbellError(fault: AmiFault): DeskbellError {
  return new DeskbellError("PBX_REFUSED", `Asterisk ${fault.message}${fault.isDenied ? `; ${RIGHTS}` : ""}`, {
    cause: fault,
  });
}

/** The log-in was refused. */
export function toLoginError(answer: AmiMessage): DeskbellError {
  const fault = new AmiFault("Login", answer);
  const cure =
    "check username and secret against manager.conf, and that its permit lines allow our address; then manager reload";
  return new DeskbellError("PBX_REFUSED", `Asterisk ${fault.message}; ${cure}`, { cause: fault });
}

export function toUnreachable(why: string, cause?: unknown): DeskbellError {
  return new DeskbellError("PBX_UNREACHABLE", `Asterisk: ${why}`, cause === undefined ? {} : { cause });
}
