import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "info";

/** A replacement of a piece of text that cures a diagnostic. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/**
 * One finding about a text that a person wrote (a template, a configuration file).
 * Readers and lint rules collect many of them; they are data and never thrown.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** Where in words, what is wrong, what was found. One sentence without a line break. */
  readonly message: string;
  /** Absent when the finding is about the whole file. */
  readonly span?: Span;
  /** What to do about it. */
  readonly help?: string;
  readonly fix?: Fix;
}

/**
 * Prints a diagnostic as `file:line:column severity code: message`, the source line with a caret under the place, and the help.
 * Long lines are cut to a window around the place.
 */
export function formatDiagnostic(diagnostic: Diagnostic, file: string, source: string): string {
  const { span } = diagnostic;
  const place = span ? `${file}:${span.line}:${span.column}` : file;
  const out = [`${place} ${diagnostic.severity} ${diagnostic.code}: ${diagnostic.message}`];
  if (span) out.push(...frame(span, source));
  if (diagnostic.help) out.push(`  help: ${diagnostic.help}`);
  if (diagnostic.fix) out.push(`  fix: ${diagnostic.fix.title}`);
  return out.join("\n");
}

const WINDOW = 100;

function frame(span: Span, source: string): string[] {
  const start = source.lastIndexOf("\n", span.offset - 1) + 1;
  const newline = source.indexOf("\n", span.offset);
  const line = source.slice(start, newline < 0 ? source.length : newline).replace(/\r$/, "");
  const column = span.offset - start;
  const from = column > WINDOW / 2 ? column - WINDOW / 2 : 0;
  const shown = line.slice(from, from + WINDOW).replace(/\t/g, " ");
  const lead = from > 0 ? "…" : "";
  const tail = from + WINDOW < line.length ? "…" : "";
  const gutter = String(span.line);
  const width = Math.max(1, Math.min(span.length, shown.length - (column - from)));
  return [
    `  ${gutter} | ${lead}${shown}${tail}`,
    `  ${" ".repeat(gutter.length)} | ${" ".repeat(column - from + lead.length)}${"^".repeat(width)}`,
  ];
}
