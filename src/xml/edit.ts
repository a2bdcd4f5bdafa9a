import type { XmlElement } from "./node.ts";

/** Replaces a piece of a text. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The text with the edits made. Edits may come in any order; two that overlap are a defect of the caller and throw. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.offset - b.offset || a.length - b.length);
  const pieces: string[] = [];
  let done = 0;
  for (const edit of ordered) {
    if (edit.offset < done) throw new RangeError(`two edits overlap at offset ${edit.offset}`);
    pieces.push(text.slice(done, edit.offset), edit.text);
    done = edit.offset + edit.length;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}

/** A value as it is written between the given quotes. Line breaks and tabs become references, so that they survive reading. */
export function escapeAttribute(value: string, quote: '"' | "'" = '"'): string {
  return value
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(quote === '"' ? /"/g : /'/g, quote === '"' ? "&quot;" : "&apos;")
    .replace(/[\t\n\r\u0085\u2028]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** Sets or adds an attribute; all else stays as it was written, the quotes too. */
export function setAttribute(element: XmlElement, name: string, value: string): TextEdit {
  const attribute = element.attributes.find((candidate) => candidate.name === name);
  if (attribute) {
    const { offset, length } = attribute.valueSpan;
    return { offset, length, text: escapeAttribute(value, attribute.quote) };
  }
  const last = element.attributes.at(-1);
  const offset = last ? last.span.offset + last.span.length : element.openTag.offset + 1 + element.name.length;
  return { offset, length: 0, text: ` ${name}="${escapeAttribute(value)}"` };
}

/** Removes an element, with the line break and indentation before it when it begins its line. */
export function removeElement(text: string, element: XmlElement): TextEdit {
  let { offset } = element.span;
  const end = offset + element.span.length;
  let before = offset;
  while (before > 0 && (text[before - 1] === " " || text[before - 1] === "\t")) before--;
  const nextLine = /^[ \t]*(\r?\n|$)/.test(text.slice(end, end + 200));
  if (nextLine && text[before - 1] === "\n") offset = text[before - 2] === "\r" ? before - 2 : before - 1;
  return { offset, length: end - offset, text: "" };
}

/** Adds the text of an element as the last child, on a line of its own, indented as its neighbours are. */
export function appendElement(text: string, parent: XmlElement, xml: string): TextEdit {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const outer = indentOf(text, parent.span.offset);
  const lastChild = parent.children.findLast((node) => node.kind === "element");
  const inner = lastChild ? indentOf(text, lastChild.span.offset) : `${outer}  `;
  const block = xml.replace(/^/gm, inner).replace(/\r?\n/g, newline);
  if (!parent.closeTag) {
    const slash = parent.openTag.offset + parent.openTag.length - 2;
    return { offset: slash, length: 2, text: `>${newline}${block}${newline}${outer}</${parent.name}>` };
  }
  if (lastChild) {
    return { offset: lastChild.span.offset + lastChild.span.length, length: 0, text: `${newline}${block}` };
  }
  const start = parent.openTag.offset + parent.openTag.length;
  const length = parent.closeTag.offset - start;
  const kept = text.slice(start, start + length).trimEnd();
  return { offset: start, length, text: `${kept}${newline}${block}${newline}${outer}` };
}

function indentOf(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
