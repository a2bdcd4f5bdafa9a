import type { Rule } from "../rule.ts";

/** Encodings other than UTF-8. */
export const encodingDeclaration: Rule = {
  code: "encoding-declaration",
  category: "portability",
  severity: "warning",
  docs: {
    what: "The XML declaration names an encoding other than UTF-8.",
    why: "Deskbell keeps and exports templates as UTF-8; the declaration would then be wrong, and the PBX would not read the file.",
    wrong: '<?xml version="1.1" encoding="UTF-16"?>',
    right: '<?xml version="1.1" encoding="UTF-8"?>',
  },
  *check({ document }) {
    const declaration = document.nodes.find((node) => node.kind === "instruction" && node.target === "xml");
    if (declaration?.kind !== "instruction") return;
    const match = /encoding\s*=\s*["']([^"']*)["']/.exec(declaration.body);
    const encoding = match?.[1];
    if (encoding === undefined || /^utf-?8$|^us-ascii$/i.test(encoding)) return;
    const at = document.text.indexOf(encoding, declaration.span.offset);
    const span = document.spanAt(at, encoding.length);
    yield {
      message: `the file says that it is ${encoding}`,
      span,
      help: "save it as UTF-8 and say so",
      fix: { title: 'encoding="UTF-8"', span, text: "UTF-8" },
    };
  },
};
