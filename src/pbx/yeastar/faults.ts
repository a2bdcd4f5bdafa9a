import { DeskbellError, type ErrorCode } from "../../base/index.ts";

/** The PBX answered with an error code (Developer Guide, "Error Code and Error Message"). */
export class YeastarFault extends Error {
  override readonly name = "YeastarFault";
  readonly errcode: number;
  readonly errmsg: string;
  readonly path: string;

  constructor(path: string, errcode: number, errmsg: string) {
    super(`${path}: the PBX answered ${errcode}${errmsg && ` ${errmsg.slice(0, 200)}`}`);
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.path = path;
  }
}

export const ERRCODE = {
  unknownInterface: 10_001,
  tokenExpired: 10_004,
  notFound: 60_001,
  limit: 60_002,
  blocked: 70_004,
  overload: 70_082,
} as const;

const ALLOW = "allow the API what it needs in Integrations > API, and look whether the plan includes it";

const MEANINGS: Readonly<Record<number, readonly [code: ErrorCode, cure: string]>> = {
  10001: [
    "PBX_REFUSED",
    "it does not know the interface: check the base URL and the port, and that its firmware is 37.7.0.16 or later",
  ],
  10002: ["PBX_REFUSED", "its version is no longer maintained; update its firmware"],
  10003: ["PBX_REFUSED", "its firmware does not support this; update it"],
  10005: ["PBX_REFUSED", `access denied: ${ALLOW}`],
  40002: ["INPUT_INVALID", "it does not take a value of the request"],
  60001: ["NOT_FOUND", "it has no such thing"],
  60002: [
    "PBX_LIMIT",
    "at most 8 log-ins are valid at a time; one is free again within 30 minutes, and asking more often does not help",
  ],
  60101: ["PBX_REFUSED", "the API user has no role; give it one"],
  70004: [
    "PBX_REFUSED",
    "our address is blocked after failed log-ins; remove it in Security > Security Rules > Blocked IPs",
  ],
  70082: ["PBX_LIMIT", "it is busy with another task"],
  70084: ["PBX_REFUSED", `forbidden: ${ALLOW}`],
  70087: [
    "PBX_REFUSED",
    "our address is not on the list of allowed addresses; add it in Integrations > API > IP Restriction",
  ],
};

/** Documented codes that are no matter of the log-in, beside those above. */
const OTHERS: ReadonlySet<number> = new Set([-2, -1, 1, 2, 10_009, 40_001, 40_003, 40_004]);

/** The PBX says that it does not know the log-in: by its code, or by its words where no document names the code. */
export function isLogInLost(fault: YeastarFault): boolean {
  return fault.errcode === ERRCODE.tokenExpired || (isUndocumented(fault) && /token/i.test(fault.errmsg));
}

/** A code that no document names: what it means must be guessed, and a log-in that the PBX has forgotten is one guess. */
export function isUndocumented({ errcode }: YeastarFault): boolean {
  return !OTHERS.has(errcode) && errcode !== ERRCODE.tokenExpired && MEANINGS[errcode] === undefined;
}

/** The coded error of a fault. Errors of the PBX's own making count as unreachable: they may pass. */
export function toDeskbellError(fault: YeastarFault): DeskbellError {
  const [code, cure] = MEANINGS[fault.errcode] ?? ["PBX_UNREACHABLE", "it failed within; it is tried again"];
  return new DeskbellError(code, `Yeastar ${fault.message}: ${cure}`, { cause: fault });
}

/** The coded error of a log-in that failed. Anything that is not known to pass is a refusal: five of them block our address. */
export function toLoginError(fault: YeastarFault): DeskbellError {
  const known = MEANINGS[fault.errcode];
  if (known && known[0] !== "NOT_FOUND" && known[0] !== "INPUT_INVALID") return toDeskbellError(fault);
  const cure =
    "check Client ID and Client Secret in Integrations > API; after five failed log-ins the PBX blocks our address";
  return new DeskbellError("PBX_REFUSED", `Yeastar ${fault.message}: ${cure}`, { cause: fault });
}
