/**
 * A JSON text with one member or item a line, so that a diff shows what changed; other text as it is. Numbers and names keep the letters
 * they were written with, since two long ids may be one number to JavaScript.
 */
export function toReadableLines(text: string): string[] {
  return (isJson(text) ? indent(text) : text).split(/\r?\n/);
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function indent(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  let out = "";
  const newLine = () => `\n${"  ".repeat(depth)}`;
  tokens.forEach((token, i) => {
    if (token === "{" || token === "[") {
      depth++;
      out += token;
      if (!isClosing(tokens[i + 1])) out += newLine();
    } else if (isClosing(token)) {
      depth--;
      if (tokens[i - 1] !== "{" && tokens[i - 1] !== "[") out += newLine();
      out += token;
    } else if (token === ",") out += `,${newLine()}`;
    else out += token === ":" ? ": " : token;
  });
  return out;
}

function isClosing(token: string | undefined): boolean {
  return token === "}" || token === "]";
}
