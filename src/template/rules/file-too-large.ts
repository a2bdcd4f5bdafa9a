import type { Rule } from "../rule.ts";

const VENDOR_LIMIT = 1_000_000;

/** Files that the vendor's PBX does not take. */
export const fileTooLarge: Rule = {
  code: "file-too-large",
  category: "portability",
  severity: "warning",
  docs: {
    what: "The file has a million bytes or more.",
    why: "The vendor's PBX takes files under 1 MB.",
    wrong: "a template of 1.2 MB",
    right: "a template of some 20 kB, as most are",
  },
  *check({ document }) {
    const bytes = new TextEncoder().encode(document.text).length;
    if (bytes < VENDOR_LIMIT) return;
    const message = `the file has ${bytes} bytes; the vendor's PBX takes less than ${VENDOR_LIMIT}`;
    yield { message, span: document.root.openTag, help: "shorten it; comments and unused scenarios may go" };
  },
};
