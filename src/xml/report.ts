import { createLineIndex, type Diagnostic, type Span } from "../base/index.ts";
import type { XmlCode } from "./codes.ts";

/** Collects the errors of one text. */
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
      diagnostics.push({ code, severity: "error", message, span: lines.spanAt(offset, length), help });
    },
  };
}
