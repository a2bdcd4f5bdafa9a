import type { Span } from "../base/index.ts";

export type XmlVersion = "1.0" | "1.1";

/** One attribute. Spans are places in the document's text. */
export interface XmlAttribute {
  readonly name: string;
  /** Decoded and normalised as XML says: references resolved, literal line breaks and tabs turned into blanks. */
  readonly value: string;
  /** Name, equals sign, quotes and value. */
  readonly span: Span;
  readonly nameSpan: Span;
  /** What stands between the quotes, as written. */
  readonly valueSpan: Span;
  readonly quote: '"' | "'";
  /** Translates an offset in `value` to its place in the text, through references such as `&quot;` and `&#xA;`. */
  spanAt(offset: number, length?: number): Span;
}

export interface XmlElement {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | undefined;
  /** From `<` of the opening tag to `>` of the closing tag. */
  readonly span: Span;
  readonly openTag: Span;
  /** Absent for `<name/>`. */
  readonly closeTag: Span | undefined;
}

export interface XmlText {
  readonly kind: "text";
  readonly value: string;
  /** Written as `<![CDATA[…]]>`. */
  readonly cdata: boolean;
  readonly span: Span;
}

export interface XmlComment {
  readonly kind: "comment";
  readonly value: string;
  readonly span: Span;
}

/** `<?target body?>`; the XML declaration is one with the target `xml`. */
export interface XmlInstruction {
  readonly kind: "instruction";
  readonly target: string;
  readonly body: string;
  readonly span: Span;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

/** A well-formed document. Nothing of the text is lost: {@link XmlDocument.toString} gives back what was read, byte for byte. */
export interface XmlDocument {
  readonly text: string;
  /** `1.0` when the file has no declaration. */
  readonly version: XmlVersion;
  readonly root: XmlElement;
  /** What stands at the top level, in order, the root among it. */
  readonly nodes: readonly XmlNode[];
  /** The place of an offset of `text`. */
  spanAt(offset: number, length?: number): Span;
  toString(): string;
}

/** The attribute of that name. */
export function findAttribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name);
}

/** The element children of that name, in order. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (node): node is XmlElement => node.kind === "element" && (name === undefined || node.name === name),
  );
}
