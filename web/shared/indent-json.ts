/**
 * JSON text laid out over lines, each value exactly as it was written: long numbers keep all their digits, which parsing would not.
 * What is not JSON comes back as it is.
 */
export function indentJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  let out = "";
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/gs)) {
    if (token === "}" || token === "]") {
      depth--;
      out += /[[{]$/.test(out) ? token : line() + token;
      continue;
    }
    if (/[[{]$/.test(out)) out += line();
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth++;
    if (token === ",") out += line();
  }
  return out;
}
