/** A party as lists write it: `Name<number>`, or the number alone. */
export function readParty(text: string): { readonly number: string; readonly name: string } {
  const found = /^(.*?)\s*<([^<>]*)>\s*$/s.exec(text);
  if (!found) return { number: text.trim(), name: "" };
  const number = (found[2] as string).trim();
  const name = (found[1] as string).trim().replace(/^"(.*)"$/s, "$1");
  return { number, name: name === number ? "" : name };
}
