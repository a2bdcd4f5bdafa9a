import type { GoTemplateErrorCode } from "./errors.ts";

/** Thrown where a limit is passed and no place in the source is known; the executor adds the place. */
export class LimitExceeded extends Error {
  readonly code: GoTemplateErrorCode;

  constructor(code: GoTemplateErrorCode, message: string) {
    super(message);
    this.name = "LimitExceeded";
    this.code = code;
  }
}

export function outputLimitExceeded(limit: number): LimitExceeded {
  return new LimitExceeded("limit-output", `output exceeds the limit of ${limit} characters`);
}
