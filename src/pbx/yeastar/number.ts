/** A party as lists write it: `Name<number>`, or the number alone. */
export function readParty(text: string): { readonly number: string; readonly name: string } {
  const found = /^(.*?)\s*<([^<>]*)>\s*$/s.exec(text);
  if (!found) return { number: text.trim(), name: "" };
  const number = (found[2] as string).trim();
  const name = (found[1] as string).trim().replace(/^"(.*)"$/s, "$1");
  return { number, name: name === number ? "" : name };
}

/** The PBX numbers ring groups, queues, menus and conferences from 6200 on unless it is told otherwise. */
const DEFAULT_EXTENSIONS = /^(?!6[2-9]\d\d$)\d{2,6}$/;

/** Whether a number is likely an extension's, where nobody knows the extensions. */
export function looksLikeExtension(number: string): boolean {
  return DEFAULT_EXTENSIONS.test(number);
}
