import { isBlank, nameAt, showCharacter, skipBlanks } from "./chars.ts";
import { decodeText } from "./decode.ts";
import type { XmlAttribute, XmlVersion } from "./node.ts";
import type { Reporter } from "./report.ts";

export interface ScannedTag {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly selfClosing: boolean;
  /** Just behind the `>`. */
  readonly end: number;
}

const SMART_QUOTES = /[\u2018-\u201f\u00ab\u00bb\u2039\u203a\uff02\uff07]/;

/**
 * Reads the opening tag at `start` (productions 40, 41 and 44). Gives `undefined`, after reporting why, when the rest of the
 * file cannot be read for sure.
 */
export function scanOpenTag(
  text: string,
  start: number,
  version: XmlVersion,
  reporter: Reporter,
): ScannedTag | undefined {
  const name = nameAt(text, start + 1);
  const attributes: XmlAttribute[] = [];
  const byName = new Map<string, XmlAttribute>();
  let at = start + 1 + name.length;
  for (;;) {
    const next = skipBlanks(text, at);
    if (text[next] === ">") return { name, attributes, selfClosing: false, end: next + 1 };
    if (text.startsWith("/>", next)) return { name, attributes, selfClosing: true, end: next + 2 };
    if (next >= text.length) {
      reporter.error(
        "xml-unclosed-token",
        start,
        name.length + 1,
        `the tag <${name} has no end`,
        "close it with > or />",
      );
      return undefined;
    }
    if (next === at) {
      reportMissingBlank(text, at, name, attributes.at(-1), reporter);
      return undefined;
    }
    const attribute = scanAttribute(text, next, name, attributes.at(-1), version, reporter);
    if (!attribute) return undefined;
    const first = byName.get(attribute.name);
    if (first) {
      const { nameSpan } = attribute;
      const where = `line ${first.span.line}, column ${first.span.column}`;
      const message = `<${name}> has the attribute ${attribute.name} twice; the first stands at ${where}`;
      reporter.error("xml-duplicate-attribute", nameSpan.offset, nameSpan.length, message, "remove one of the two");
    } else {
      byName.set(attribute.name, attribute);
      attributes.push(attribute);
    }
    at = attribute.span.offset + attribute.span.length;
  }
}

function scanAttribute(
  text: string,
  start: number,
  element: string,
  previous: XmlAttribute | undefined,
  version: XmlVersion,
  reporter: Reporter,
): XmlAttribute | undefined {
  const name = nameAt(text, start);
  if (name === "") {
    const message = `<${element}> has ${showCharacter(text, start)} where an attribute or > should stand`;
    const help = previous
      ? `write attributes as Name="value"; if this belongs to the value of ${previous.name} write the quote before it as &quot;`
      : 'write attributes as Name="value"';
    reporter.error("xml-attribute", start, 1, message, help);
    return undefined;
  }
  const equals = skipBlanks(text, start + name.length);
  if (text[equals] !== "=") {
    const message = `the attribute ${name} of <${element}> has no value`;
    const help = previous
      ? `write ${name}="…"; if it belongs to the value of ${previous.name} write the quote before it as &quot;`
      : `write ${name}="…"`;
    reporter.error("xml-attribute", start, name.length, message, help);
    return undefined;
  }
  const open = skipBlanks(text, equals + 1);
  const quote = text[open];
  if (quote !== '"' && quote !== "'") {
    const smart = quote !== undefined && SMART_QUOTES.test(quote);
    const message = smart
      ? `the value of ${name} begins with the typographic quote ${quote}`
      : `the value of ${name} does not begin with a quote`;
    const help = `put the value between straight quotes: ${name}="…"`;
    reporter.error(smart ? "xml-smart-quote" : "xml-attribute", Math.min(open, text.length - 1), 1, message, help);
    return undefined;
  }
  const close = text.indexOf(quote, open + 1);
  if (close < 0) {
    const message = `the value of ${name} in <${element}> has no closing quote`;
    reporter.error("xml-unclosed-token", open, 1, message, `close it with ${quote}`);
    return undefined;
  }
  for (let at = text.indexOf("<", open + 1); at >= 0 && at < close; at = text.indexOf("<", at + 1)) {
    reporter.error("xml-raw-less-than", at, 1, `a < stands in the value of ${name}`, "write &lt; in its place");
  }
  const decoded = decodeText(text, open + 1, close, "attribute", version, reporter.error);
  return {
    name,
    value: decoded.value,
    span: reporter.spanAt(start, close + 1 - start),
    nameSpan: reporter.spanAt(start, name.length),
    valueSpan: reporter.spanAt(open + 1, close - open - 1),
    quote,
    spanAt(offset, length = 0) {
      const from = decoded.sourceOffset(offset);
      return reporter.spanAt(from, length === 0 ? 0 : decoded.sourceOffset(offset + length) - from);
    },
  };
}

function reportMissingBlank(
  text: string,
  at: number,
  element: string,
  last: XmlAttribute | undefined,
  reporter: Reporter,
): void {
  if (!last) {
    const message = `the name of the tag <${element} is followed by ${showCharacter(text, at)}`;
    reporter.error("xml-name", at, 1, message, "put a blank, > or /> behind the name of a tag");
    return;
  }
  const quote = at - 1;
  const reference = last.quote === '"' ? "&quot;" : "&apos;";
  let shown = at;
  while (shown < text.length && shown < at + 20 && !isBlank(text.charCodeAt(shown)) && text[shown] !== ">") shown++;
  const message = `the value of ${last.name} ends at this quote, yet ${text.slice(at, shown)} follows`;
  const help = `if the quote belongs to the value write ${reference} in its place; if it ends the value put a blank behind it`;
  reporter.error("xml-raw-quote", quote, 1, message, help);
}
