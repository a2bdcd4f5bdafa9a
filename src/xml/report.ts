import { createLineIndex, type Diagnostic, type Span } from "../base/index.ts";
import type { XmlCode } from "./codes.ts";

/** Errors kept of one text; a file with more is broken as a whole. */
const MOST_ERRORS = 200;

/** Collects the errors of one text, up to {@link MOST_ERRORS}. */
export interface Reporter {
  readonly diagnostics: Diagnostic[];
  spanAt(offset: number, length?: number): Span;
  error(code: XmlCode, offset: number, length: number, message: string, help: string): void;
}

export function createReporter(text: string): Reporter {
  const lines = createLineIndex(text);
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    spanAt: lines.spanAt,
    error(code, offset, length, message, help) {
      if (diagnostics.length < MOST_ERRORS)
        diagnostics.push({ code, severity: "error", message, span: lines.spanAt(offset, length), help });
    },
  };
}
