import { createLineIndex, type Diagnostic, type Span } from "../base/index.ts";
import { applyEdits } from "./edit.ts";
import { XML_LIMITS } from "./limits.ts";
import { type Mend, walkBroken } from "./mend-walk.ts";
import { readXml } from "./read.ts";

/** What {@link mendXml} gives. */
export interface Mending {
  /** Well-formed, unless `diagnostics` holds an error; then the text as it was given. */
  readonly text: string;
  /** One warning for each mend, or errors that say what could not be mended. Their places are places in the text as it was given. */
  readonly diagnostics: readonly Diagnostic[];
  /** Moves a diagnostic about the mended text to the same place of the text as it was given. A fix of a mended piece is dropped. */
  toOriginal(diagnostic: Diagnostic): Diagnostic;
}

/**
 * Makes a broken template well-formed without changing what it means: raw `&`, raw quotes and `<` inside attribute values, stray
 * control characters, typographic quotes, values without quotes, a declaration that does not stand first. A well-formed text
 * comes back as it is, and so does one that cannot be mended for sure.
 */
export function mendXml(text: string): Mending {
  const strict = readXml(text);
  if (strict.document) return unchanged(text, []);
  if (strict.diagnostics.some(({ code }) => REFUSED.has(code))) return unchanged(text, strict.diagnostics);

  const mends: Mend[] = [];
  const version = /^\uFEFF?\s*<\?xml\s+version\s*=\s*\S1\.1/.test(text) ? "1.1" : "1.0";
  for (const mend of walkBroken(text, version)) {
    mends.push(mend);
    if (mends.length > XML_LIMITS.mends) return unchanged(text, strict.diagnostics);
  }
  const mended = applyEdits(text, mends);
  const { diagnostics } = readXml(mended);
  const toOriginal = createMap(text, mends);
  if (diagnostics.length > 0) {
    const left = diagnostics.map((diagnostic) => ({
      ...toOriginal(diagnostic),
      message: `${diagnostic.message}; this cannot be mended without guessing`,
    }));
    return unchanged(text, left);
  }
  const { spanAt } = createLineIndex(text);
  const made = mends.map((mend) => toDiagnostic(mend, spanAt(mend.offset, mend.length)));
  return { text: mended, diagnostics: made, toOriginal };
}

function unchanged(text: string, diagnostics: readonly Diagnostic[]): Mending {
  return { text, diagnostics, toOriginal: (diagnostic) => diagnostic };
}

const REFUSED: ReadonlySet<string> = new Set(["xml-too-large", "xml-too-deep", "xml-too-many-nodes", "xml-doctype"]);

function toDiagnostic({ code, title, text }: Mend, span: Span): Diagnostic {
  const done = title
    .replace(/^write/, "wrote")
    .replace(/^remove/, "removed")
    .replace(/^close/, "closed");
  return { code, severity: "warning", message: `mended: ${done}`, span, fix: { title, span, text } };
}

function createMap(text: string, mends: readonly Mend[]): (diagnostic: Diagnostic) => Diagnostic {
  const lines = createLineIndex(text);
  const toOffset = createOffsetMap(mends);
  const toSpan = (span: Span): Span => {
    const from = toOffset(span.offset);
    return lines.spanAt(from, toOffset(span.offset + span.length) - from);
  };
  return (diagnostic) => {
    const { span, fix, ...rest } = diagnostic;
    const isFixSafe = fix && toSpan(fix.span).length === fix.span.length;
    return {
      ...rest,
      ...(span && { span: toSpan(span) }),
      ...(isFixSafe && { fix: { ...fix, span: toSpan(fix.span) } }),
    };
  };
}

/** Translates offsets of the mended text into offsets of the original. */
function createOffsetMap(mends: readonly Mend[]): (offset: number) => number {
  // Where each mend begins in the mended text, and how far its end is shifted against the original.
  const starts: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  for (const mend of mends) {
    starts.push(mend.offset + shift);
    shift += mend.text.length - mend.length;
    shifts.push(shift);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    const last = mends[low - 1];
    if (!last) return offset;
    if (offset < (starts[low - 1] as number) + last.text.length) return last.offset;
    return offset - (shifts[low - 1] as number);
  };
}
