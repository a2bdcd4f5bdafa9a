import { createLineIndex, type Diagnostic } from "../base/index.ts";
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
}

/**
 * Makes a broken template well-formed without changing what it means: raw `&`, raw quotes and `<` inside attribute values, stray
 * control characters, typographic quotes, values without quotes, a declaration that does not stand first. A well-formed text
 * comes back as it is, and so does one that cannot be mended for sure.
 */
export function mendXml(text: string): Mending {
  const strict = readXml(text);
  if (strict.document) return { text, diagnostics: [] };
  if (strict.diagnostics.some(({ code }) => REFUSED.has(code))) return { text, diagnostics: strict.diagnostics };

  const mends: Mend[] = [];
  const version = /^\uFEFF?\s*<\?xml\s+version\s*=\s*\S1\.1/.test(text) ? "1.1" : "1.0";
  for (const mend of walkBroken(text, version)) {
    mends.push(mend);
    if (mends.length > XML_LIMITS.mends) return { text, diagnostics: strict.diagnostics };
  }
  const mended = applyEdits(text, mends);
  const { diagnostics } = readXml(mended);
  const toOriginal = createOffsetMap(mends);
  const lines = createLineIndex(text);
  if (diagnostics.length > 0) {
    const left = diagnostics.map((diagnostic): Diagnostic => {
      if (!diagnostic.span) return diagnostic;
      const from = toOriginal(diagnostic.span.offset);
      const to = toOriginal(diagnostic.span.offset + diagnostic.span.length);
      return { ...diagnostic, span: lines.spanAt(from, to - from) };
    });
    return {
      text,
      diagnostics: left.map((diagnostic) => ({
        ...diagnostic,
        message: `${diagnostic.message}; this cannot be mended without guessing`,
      })),
    };
  }
  return { text: mended, diagnostics: mends.map((mend) => toDiagnostic(mend, lines.spanAt(mend.offset, mend.length))) };
}

const REFUSED: ReadonlySet<string> = new Set(["xml-too-large", "xml-too-deep", "xml-too-many-nodes", "xml-doctype"]);

function toDiagnostic(mend: Mend, span: Diagnostic["span"] & object): Diagnostic {
  const title = mend.message;
  return {
    code: mend.code,
    severity: "warning",
    message: `mended: ${title}`,
    span,
    fix: { title, span, text: mend.text },
  };
}

/** Translates offsets of the mended text into offsets of the original. */
function createOffsetMap(mends: readonly Mend[]): (offset: number) => number {
  return (offset) => {
    let shift = 0;
    for (const mend of mends) {
      const at = mend.offset + shift;
      if (at + mend.text.length > offset) return at > offset ? offset - shift : mend.offset;
      shift += mend.text.length - mend.length;
    }
    return offset - shift;
  };
}
