export { XML_CODES, type XmlCode } from "./codes.ts";
export { XML_LIMITS } from "./limits.ts";
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
