import { SaxesParser } from "saxes";
import type { Diagnostic } from "../base/index.ts";
import { forbiddenCharacters, showCharacter } from "./chars.ts";
import { utf8Bytes, XML_LIMITS } from "./limits.ts";
import type { XmlDocument, XmlElement, XmlVersion } from "./node.ts";
import { createReporter, type Reporter } from "./report.ts";
import { scanNodes } from "./scan.ts";

/**
 * Reads well-formed XML 1.0 or 1.1 into a lossless document. Strict: there is a document only when there is no error.
 * Document type definitions, own entities and files beyond {@link XML_LIMITS} are refused. A byte order mark is skipped and kept.
 *
 * Our scanner knows the places and names the mistakes; saxes, a complete parser, has the last word on well-formedness.
 */
export function readXml(text: string): {
  readonly document?: XmlDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  const reporter = createReporter(text);
  const bytes = text.length > XML_LIMITS.bytes ? text.length : utf8Bytes(text);
  if (bytes > XML_LIMITS.bytes) {
    const message = `the file has ${bytes} bytes; at most ${XML_LIMITS.bytes} are read`;
    reporter.error("xml-too-large", 0, 0, message, "shorten the file; the vendor's PBX takes files under 1 MB");
    return { diagnostics: reporter.diagnostics };
  }
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const version = readVersion(text, start, reporter);
  reportForbidden(text, start, version, reporter);
  const nodes = scanNodes(text, start, version, reporter);
  if (reporter.diagnostics.length === 0) judge(text, reporter);
  if (reporter.diagnostics.length > 0) return { diagnostics: sorted(reporter.diagnostics) };
  const root = nodes.find((node): node is XmlElement => node.kind === "element") as XmlElement;
  return { document: { text, version, root, nodes, spanAt: reporter.spanAt, toString: () => text }, diagnostics: [] };
}

const DECLARATION = /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])([^"'<>]*)\1/y;

function readVersion(text: string, start: number, reporter: Reporter): XmlVersion {
  DECLARATION.lastIndex = start;
  const match = DECLARATION.exec(text);
  const version = match?.[2] ?? "1.0";
  if (version === "1.0" || version === "1.1") return version;
  const message = `the file says that it is XML ${version}; XML 1.0 and 1.1 are read`;
  reporter.error("xml-declaration", start, match?.[0].length ?? 0, message, 'write version="1.1"');
  return "1.1";
}

const SHOWN_CHARACTERS = 20;

function reportForbidden(text: string, start: number, version: XmlVersion, reporter: Reporter): void {
  let count = 0;
  for (const offset of forbiddenCharacters(text.slice(start), version)) {
    if (++count > SHOWN_CHARACTERS) return;
    const at = start + offset;
    const message = `the character ${showCharacter(text, at)} is not allowed in XML ${version}`;
    reporter.error(
      "xml-control-character",
      at,
      1,
      message,
      "remove it; it is often left behind by copying from another program",
    );
  }
}

/** The second opinion. Whatever the scanner let pass and saxes refuses is reported at the place where saxes stands. */
function judge(text: string, reporter: Reporter): void {
  const parser = new SaxesParser();
  const message: string[] = [];
  let offset = 0;
  parser.on("error", (error) => {
    if (message.length > 0) return;
    message.push(error.message.replace(/^\d+:\d+: /, ""));
    offset = Math.max(0, Math.min(parser.position, text.length) - 1);
  });
  parser.write(text).close();
  const [first] = message;
  if (first === undefined) return;
  const help = "the place is where reading stopped; the mistake stands there or just before";
  reporter.error("xml-malformed", offset, 1, `the file is not well-formed XML: ${first}`, help);
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => (a.span?.offset ?? 0) - (b.span?.offset ?? 0));
}
