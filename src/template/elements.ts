import type { Span } from "../base/index.ts";
import type { XmlDocument, XmlElement } from "../xml/index.ts";

/** Every element of a document, parents before children. */
export function* allElements(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const node of root.children) if (node.kind === "element") yield* allElements(node);
}

const INDEXES = new WeakMap<XmlDocument, ReadonlyMap<number, XmlElement>>();

/** The element whose opening tag has this place; parts of a template bear the place of theirs. */
export function elementAt(document: XmlDocument, openTag: Span): XmlElement {
  const element = indexOf(document).get(openTag.offset);
  if (!element) throw new RangeError(`no element begins at offset ${openTag.offset}`);
  return element;
}

function indexOf(document: XmlDocument): ReadonlyMap<number, XmlElement> {
  let index = INDEXES.get(document);
  if (!index) {
    index = new Map([...allElements(document.root)].map((element) => [element.openTag.offset, element]));
    INDEXES.set(document, index);
  }
  return index;
}
