import { isBlank, nameAt, showCharacter, skipBlanks } from "./chars.ts";
import { decodeText } from "./decode.ts";
import { XML_LIMITS } from "./limits.ts";
import type { XmlElement, XmlNode, XmlVersion } from "./node.ts";
import type { Reporter } from "./report.ts";
import { scanOpenTag } from "./scan-attributes.ts";

interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
  span: XmlElement["span"];
  closeTag: XmlElement["closeTag"];
}

/** Reads the nodes of a text, with their places, reporting each mistake; stops at the first one behind which nothing is sure. */
export function scanNodes(text: string, start: number, version: XmlVersion, reporter: Reporter): readonly XmlNode[] {
  const top: XmlNode[] = [];
  const open: OpenElement[] = [];
  let count = 0;
  let at = start;
  while (at < text.length) {
    const next = text[at] === "<" ? scanMarkup() : scanText();
    if (next === undefined) return top;
    at = next;
    if (count > XML_LIMITS.nodes) {
      const message = `the file has more than ${XML_LIMITS.nodes} nodes`;
      reporter.error(
        "xml-too-many-nodes",
        at,
        0,
        message,
        "an integration template needs a few hundred; split the file",
      );
      return top;
    }
  }
  reportEnd();
  return top;

  function add(node: XmlNode): void {
    (open.at(-1)?.children ?? top).push(node);
    count++;
  }

  function scanMarkup(): number | undefined {
    if (text.startsWith("<!--", at)) return scanComment();
    if (text.startsWith("<?", at)) return scanInstruction();
    if (text.startsWith("<![CDATA[", at)) return scanCdata();
    if (text.startsWith("</", at)) return scanCloseTag();
    if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const help = "remove the declaration; a template needs neither a document type nor entities";
      reporter.error("xml-doctype", at, 9, "the file has a document type definition", help);
      return undefined;
    }
    if (nameAt(text, at + 1) !== "") return scanElement();
    const follower = at + 1 < text.length ? showCharacter(text, at + 1) : "the end of the file";
    const message = `a < is followed by ${follower}, which begins no tag`;
    reporter.error("xml-raw-less-than", at, 1, message, "write &lt; in its place, or the name of the tag behind it");
    return at + 1;
  }

  function scanElement(): number | undefined {
    const parent = open.at(-1);
    const tag = scanOpenTag(text, at, version, reporter);
    if (!tag) return undefined;
    const openTag = reporter.spanAt(at, tag.end - at);
    if (!parent && top.some((node) => node.kind === "element")) {
      const message = `<${tag.name}> stands outside the root element`;
      reporter.error(
        "xml-outside-root",
        at,
        tag.end - at,
        message,
        "a file has one root element; move this one into it",
      );
    }
    if (open.length >= XML_LIMITS.depth) {
      const message = `<${tag.name}> is nested deeper than ${XML_LIMITS.depth} elements`;
      reporter.error(
        "xml-too-deep",
        at,
        tag.end - at,
        message,
        "flatten the file; an integration template is nested 7 deep",
      );
      return undefined;
    }
    const element: OpenElement = {
      kind: "element",
      name: tag.name,
      attributes: tag.attributes,
      children: [],
      parent,
      span: openTag,
      openTag,
      closeTag: undefined,
    };
    add(element);
    if (!tag.selfClosing) open.push(element);
    return tag.end;
  }

  function scanCloseTag(): number | undefined {
    const name = nameAt(text, at + 2);
    const end = skipBlanks(text, at + 2 + name.length);
    if (name === "" || text[end] !== ">") {
      const message = `the closing tag </${name} is not written as </name>`;
      reporter.error(
        name === "" ? "xml-name" : "xml-unclosed-token",
        at,
        2 + name.length,
        message,
        "write the name of the open element and >",
      );
      return undefined;
    }
    const length = end + 1 - at;
    const match = open.findLastIndex((element) => element.name === name);
    if (match < 0) reportStray(name, length);
    else for (const inner of open.splice(match + 1).reverse()) reportUnclosed(inner, `before </${name}>`);
    const element = match < 0 ? undefined : open.pop();
    if (element) {
      element.closeTag = reporter.spanAt(at, length);
      element.span = reporter.spanAt(element.openTag.offset, end + 1 - element.openTag.offset);
    }
    return end + 1;
  }

  function reportStray(name: string, length: number): void {
    const current = open.at(-1);
    const found = current
      ? `open here is <${current.name}> (line ${current.openTag.line}, column ${current.openTag.column})`
      : "no element is open here";
    const help = current ? `write </${current.name}>, or remove the tag` : "remove the tag";
    reporter.error("xml-mismatched-tag", at, length, `</${name}> closes nothing; ${found}`, help);
    if (current?.name.toLowerCase() === name.toLowerCase()) open.pop();
  }

  function reportUnclosed(element: XmlElement, where: string): void {
    const { offset, length } = element.openTag;
    const message = `<${element.name}> is opened here and not closed ${where}`;
    reporter.error("xml-unclosed-element", offset, length, message, `write </${element.name}>, or end the tag with />`);
  }

  function scanComment(): number | undefined {
    const end = text.indexOf("-->", at + 4);
    if (end < 0) return reportNoEnd("comment", 4, "-->");
    const hyphens = text.indexOf("--", at + 4);
    if (hyphens < end || (end > at + 4 && text[end - 1] === "-")) {
      const offset = hyphens < end ? hyphens : end - 1;
      reporter.error("xml-comment", offset, 2, "a comment holds two hyphens in a row", "put a blank between them");
    }
    add({ kind: "comment", value: text.slice(at + 4, end), span: reporter.spanAt(at, end + 3 - at) });
    return end + 3;
  }

  function scanInstruction(): number | undefined {
    const target = nameAt(text, at + 2);
    const end = text.indexOf("?>", at + 2);
    if (end < 0) return reportNoEnd("processing instruction", 2, "?>");
    if (target === "") {
      reporter.error("xml-name", at, 2, "a processing instruction has no name", "write a name behind <?");
    } else if (target.toLowerCase() === "xml" && at !== start) {
      const help = "move it to the start; nothing may stand before it, not even a blank or an empty line";
      reporter.error("xml-declaration", at, 5, "the XML declaration does not stand at the start of the file", help);
    }
    const body = text.slice(skipBlanks(text, at + 2 + target.length), end);
    add({ kind: "instruction", target, body, span: reporter.spanAt(at, end + 2 - at) });
    return end + 2;
  }

  function scanCdata(): number | undefined {
    const end = text.indexOf("]]>", at + 9);
    if (end < 0) return reportNoEnd("CDATA section", 9, "]]>");
    const span = reporter.spanAt(at, end + 3 - at);
    if (open.length === 0) reportOutside(span.offset, span.length);
    add({ kind: "text", value: text.slice(at + 9, end).replace(/\r\n?/g, "\n"), cdata: true, span });
    return end + 3;
  }

  function scanText(): number {
    const found = text.indexOf("<", at);
    const end = found < 0 ? text.length : found;
    const first = skipBlanks(text, at);
    if (first < end) {
      if (open.length === 0) reportOutside(first, trimmedEnd(first, end) - first);
      const cdataEnd = text.indexOf("]]>", first);
      if (cdataEnd >= 0 && cdataEnd < end) {
        const help = "write ]]&gt; in its place";
        reporter.error("xml-malformed", cdataEnd, 3, "]]> stands in a text outside a CDATA section", help);
      }
    }
    const { value } = decodeText(text, at, end, "text", version, reporter.error);
    add({ kind: "text", value, cdata: false, span: reporter.spanAt(at, end - at) });
    if (first >= end) count--;
    return end;
  }

  function trimmedEnd(first: number, end: number): number {
    let last = end;
    while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
    return last;
  }

  function reportOutside(offset: number, length: number): void {
    const help = "remove it, or make it a comment: <!-- … -->";
    reporter.error("xml-outside-root", offset, length, "text stands outside the root element", help);
  }

  function reportNoEnd(what: string, length: number, end: string): undefined {
    reporter.error("xml-unclosed-token", at, length, `the ${what} that begins here has no end`, `close it with ${end}`);
    return undefined;
  }

  function reportEnd(): void {
    const innermost = open.at(-1);
    if (innermost) {
      const others = open.slice(0, -1).map((element) => `<${element.name}>`);
      reportUnclosed(
        innermost,
        others.length > 0 ? `at the end of the file; nor are ${others.join(" ")}` : "at the end of the file",
      );
    } else if (!top.some((node) => node.kind === "element") && reporter.diagnostics.length === 0) {
      reporter.error(
        "xml-no-root",
        0,
        0,
        "the file has no element",
        "an integration template begins with <Information …>",
      );
    }
  }
}
