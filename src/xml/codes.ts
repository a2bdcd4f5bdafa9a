/** Every diagnostic that reading, decoding and mending XML can give: its code and a sentence for the reference page. */
export const XML_CODES = {
  "xml-too-large": "The file is larger than 1 MB.",
  "xml-too-deep": "Elements are nested more than 64 deep.",
  "xml-too-many-nodes": "The file has more than 10,000 nodes.",
  "xml-encoding": "The bytes of the file do not fit its encoding, or the encoding is not known.",
  "xml-declaration": "The XML declaration is not right, or does not stand at the very start.",
  "xml-doctype": "The file has a document type definition; these are refused, since they can pull in other files.",
  "xml-entity": "A reference names an entity that XML itself does not define.",
  "xml-reference": "A character reference is written wrongly or names a character that XML does not allow.",
  "xml-raw-ampersand": "An & stands by itself instead of &amp;.",
  "xml-raw-less-than": "A < stands by itself instead of &lt;.",
  "xml-raw-quote": "A quote stands inside an attribute value that is delimited by the same quote.",
  "xml-smart-quote": "A typographic quote stands where XML wants a straight one.",
  "xml-attribute": "An attribute is not written as name, equals sign and quoted value.",
  "xml-duplicate-attribute": "An element has the same attribute twice.",
  "xml-control-character": "The file holds a character that XML does not allow.",
  "xml-name": "A tag has no proper name.",
  "xml-mismatched-tag": "A closing tag does not fit the element that is open.",
  "xml-unclosed-element": "An element is opened and never closed.",
  "xml-unclosed-token": "A tag, comment, attribute value, CDATA section or processing instruction has no end.",
  "xml-comment": "A comment holds two hyphens in a row.",
  "xml-outside-root": "Text or a second element stands outside the one root element.",
  "xml-no-root": "The file has no element.",
  "xml-malformed": "The file is not well-formed XML.",
} as const satisfies Record<string, string>;

export type XmlCode = keyof typeof XML_CODES;
