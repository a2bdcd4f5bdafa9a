import { createRedactor } from "../../request/index.ts";

const MASK = "***";
/** UTF-16 code units that are looked at; behind them nothing is kept. */
const MOST_READ = 65_536;
const MOST_KEPT = 4000;
/** JSON within a text of JSON, so many times. */
const MOST_NESTED = 3;

/** Names behind which a secret may stand, in whatever way a PBX spells them. */
const SECRET_NAME =
  /passw|pwd|secret|token|authori[sz]ation|signature|credential|cookie|api[-_]?key|private[-_]?key|(^|[-_.])(auth|pin|nonce|response|user_pass)$/i;

/** What may be shown of a post: its beginning, with `***` for these secrets and for whatever stands behind the name of one. */
export function redactPost(text: string, secrets: readonly string[]): string {
  const read = text.slice(0, MOST_READ);
  const masked = maskElements(maskPairs(maskJson(read, MOST_NESTED)));
  const shown = createRedactor(secrets).body(masked);
  return shown.length > MOST_KEPT || text.length > MOST_READ ? `${shown.slice(0, MOST_KEPT)}…` : shown;
}

// Token by token, so that what is no whole JSON is masked as well, and numbers stay as they were written.
function maskJson(text: string, nested: number): string {
  let out = "";
  let before = "";
  let isSecret = false;
  let hidden = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|\s+|[^\s"{}[\],:]+/g)) {
    const opens = token === "{" || token === "[";
    if (hidden > 0) {
      if (opens) hidden++;
      else if (token === "}" || token === "]") hidden--;
    } else if (isSecret && token.trim() !== "") {
      isSecret = false;
      out += JSON.stringify(MASK);
      if (opens) hidden = 1;
    } else {
      if (token === ":") isSecret = before.startsWith('"') && SECRET_NAME.test(before.slice(1, -1));
      out += nested > 0 && token.startsWith('"') ? maskWithin(token, nested) : token;
    }
    if (token.trim() !== "") before = token;
  }
  return out;
}

function maskWithin(token: string, nested: number): string {
  if (!/^"\s*[{[]/.test(token)) return token;
  try {
    return JSON.stringify(maskJson(JSON.parse(token) as string, nested - 1));
  } catch {
    return token;
  }
}

/** `name=value` of forms and addresses, `name="value"` of XML, `Name: value` of plain text. */
function maskPairs(text: string): string {
  return text
    .replace(/(^|[?&;\s])([^=&;\s"<>]{1,100})=([^&;\s"<>]+)/g, (whole, start: string, name: string) =>
      SECRET_NAME.test(name) ? `${start}${name}=${MASK}` : whole,
    )
    .replace(/([\w:.-]{1,100})="[^"<>]*"/g, (whole, name: string) =>
      SECRET_NAME.test(name) ? `${name}="${MASK}"` : whole,
    )
    .replace(/^([\w-]{1,100}):[ \t]*\S.*$/gm, (whole, name: string) =>
      SECRET_NAME.test(name) ? `${name}: ${MASK}` : whole,
    );
}

function maskElements(text: string): string {
  return text.replace(/<([\w:.-]{1,100})((?:\s[^<>]*)?)>[^<]*(?=<|$)/g, (whole, name: string, attributes: string) =>
    SECRET_NAME.test(name) ? `<${name}${attributes}>${MASK}` : whole,
  );
}
