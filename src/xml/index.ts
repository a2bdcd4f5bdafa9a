export { XML_CODES, type XmlCode } from "./codes.ts";
export { type Decoding, decodeXml } from "./decode-bytes.ts";
export { appendElement, applyEdits, escapeAttribute, removeElement, setAttribute, type TextEdit } from "./edit.ts";
export { XML_LIMITS } from "./limits.ts";
export { type Mending, mendXml } from "./mend.ts";
export {
  childElements,
  findAttribute,
  type XmlAttribute,
  type XmlComment,
  type XmlDocument,
  type XmlElement,
  type XmlInstruction,
  type XmlNode,
  type XmlText,
  type XmlVersion,
} from "./node.ts";
export { readXml } from "./read.ts";
