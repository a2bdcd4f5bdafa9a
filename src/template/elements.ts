import type { Span } from "../base/index.ts";
import type { XmlDocument, XmlElement } from "../xml/index.ts";

/** Every element of a document, parents before children. */
export function* allElements(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const node of root.children) if (node.kind === "element") yield* allElements(node);
}

/** The element whose opening tag has this place; parts of a template bear the place of theirs. */
export function elementAt(document: XmlDocument, openTag: Span): XmlElement {
  for (const element of allElements(document.root)) if (element.openTag.offset === openTag.offset) return element;
  throw new RangeError(`no element begins at offset ${openTag.offset}`);
}
