export { assertNever } from "./assert-never.ts";
export { type Diagnostic, type Fix, formatDiagnostic, type Severity } from "./diagnostic.ts";
export { DAY, type Env, HOUR, MINUTE, SECOND } from "./env.ts";
export { DeskbellError, ERROR_TABLE, type ErrorCode, type Problem } from "./errors.ts";
export { describeJsonFault } from "./json-fault.ts";
export { Secret } from "./secret.ts";
export { createLineIndex, type Span } from "./span.ts";
