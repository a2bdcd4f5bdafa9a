/**
 * Every error that Deskbell throws on purpose, in one table: its stable code, the HTTP status that the REST API answers with,
 * and a sentence for the reference page. Codes are public; they are added, never renamed.
 */
export const ERROR_TABLE = {
  INPUT_INVALID: { status: 400, summary: "What was sent does not fit the schema." },
  CONFIG_INVALID: { status: 400, summary: "The configuration has problems; all of them are listed." },
  TEMPLATE_INVALID: { status: 422, summary: "The integration template cannot be read." },
  TEMPLATE_MISSING: { status: 404, summary: "No template has that key." },
  SCENARIO_MISSING: { status: 422, summary: "The template has no such scenario." },
  REQUEST_MISSING: { status: 422, summary: "The scenario names a request that does not exist." },
  FIELD_MISSING: { status: 422, summary: "A field of the connection form has no value." },
  RENDER_FAILED: { status: 422, summary: "A Go template could not be rendered." },
  LIMIT_EXCEEDED: { status: 413, summary: "A named limit was exceeded." },
  TARGET_REFUSED: { status: 403, summary: "The address is not one that the engine may talk to." },
  AUTH_FAILED: { status: 401, summary: "The caller did not prove who they are." },
  SCOPE_MISSING: { status: 403, summary: "The token is not allowed to do that." },
  OAUTH_FAILED: { status: 502, summary: "The helpdesk's token server refused." },
  PBX_REFUSED: { status: 502, summary: "The PBX does not let us in, or does not allow what was asked." },
  PBX_UNREACHABLE: { status: 502, summary: "The PBX cannot be spoken to; it is tried again." },
  PBX_LIMIT: { status: 503, summary: "The PBX asks for patience: one of its limits is reached." },
  REAUTHORISE: { status: 409, summary: "The helpdesk wants its permission given again." },
  TRY_LATER: { status: 429, summary: "Too many tried; the message says how long to wait." },
  NOT_FOUND: { status: 404, summary: "There is no such thing." },
  CONFLICT: { status: 409, summary: "The thing is not in a state that allows this." },
  SECRET_KEY_MISSING: { status: 500, summary: "Stored secrets cannot be read without their key." },
  STORE_FAILED: { status: 503, summary: "The store did not take the write; nothing was acknowledged." },
  NODE_TOO_OLD: { status: 500, summary: "The running Node is older than Deskbell needs." },
  INTERNAL: { status: 500, summary: "A defect of Deskbell; the log has the details." },
} as const satisfies Record<string, { status: number; summary: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** One of several problems found at once: where (a path such as `integrations[0].fields.token`), what, and the cure. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly help?: string;
}

/** Thrown when the program cannot do what its caller asked. The message says where, what, found and cure, and holds no secret. */
export class DeskbellError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; problems?: readonly Problem[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DeskbellError";
    this.code = code;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }
}
