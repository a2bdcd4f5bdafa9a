const MASK = "***";

/** Headers whose value proves who somebody is; compared in lower case. */
const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|apikey|x-auth-token|x-access-token)$|token|secret|password/;

/** Names of query pairs, form pairs and JSON members whose value is a secret. */
const SECRET_NAME =
  /^(access_?token|refresh_?token|id_?token|auth_?token|token|api_?key|apikey|key|password|passwd|pwd|secret|client_?secret|code|code_verifier|assertion|signature|sig)$/i;

/** A secret shorter than this is not searched for in texts: it would be found everywhere. */
const SHORTEST = 4;

/** In values that the engine works with, such as numbers and ids, a shorter one is not searched for: it could be part of one by chance. */
export const SHORTEST_IN_VALUES = 8;

/** Replaces secrets by `***`, wherever they turn up and however they are written there. */
export interface Redactor {
  text(text: string): string;
  url(url: string): string;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  body(body: string): string;
}

/** `secrets` are the values of password fields and tokens; those shorter than `shortest` are passed over. */
export function createRedactor(secrets: readonly string[], shortest = SHORTEST): Redactor {
  const needles = [...new Set(secrets.filter((one) => one.length >= shortest).flatMap(spellings))]
    .filter((one) => one.length >= shortest)
    .sort((a, b) => b.length - a.length);

  const text = (value: string) => needles.reduce((out, needle) => out.replaceAll(needle, MASK), value);

  return {
    text,
    url: (value) => text(maskPairs(value)),
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          // Addresses stand in headers too (Location, Link).
          SECRET_HEADER.test(name.toLowerCase()) ? maskCredential(value) : text(maskPairs(value)),
        ]),
      ),
    body: (value) => text(maskMembers(maskPairs(value))),
  };
}

/** The ways in which a secret may stand in an exchange. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    strictEncode(secret),
    formEncode(secret),
    json,
    base64(secret),
    base64url(secret),
    xml(secret),
  ];
}

function strictEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function formEncode(text: string): string {
  return new URLSearchParams({ a: text }).toString().slice(2);
}

// The padding and the last character depend on what follows, so they are left off.
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/.?=*$/, "");
}

function base64url(text: string): string {
  return base64(text).replaceAll("+", "-").replaceAll("/", "_");
}

function xml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

/** Keeps the scheme (`Bearer`, `Basic`), which helps to find mistakes and tells nothing. */
function maskCredential(value: string): string {
  const scheme = /^([A-Za-z][\w-]*) +\S/.exec(value)?.[1];
  return scheme ? `${scheme} ${MASK}` : MASK;
}

function maskPairs(text: string): string {
  return text.replace(
    /(^|[?&;#\s])([\w.[\]%-]+)=([^&#\s"<>]*)/g,
    (whole, before: string, name: string, value: string) =>
      value !== "" && SECRET_NAME.test(name) ? `${before}${name}=${MASK}` : whole,
  );
}

function maskMembers(text: string): string {
  return text.replace(/"([\w-]+)"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g, (whole, name: string, colon: string) =>
    SECRET_NAME.test(name) && name.toLowerCase() !== "key" && name.toLowerCase() !== "code"
      ? `"${name}"${colon}"${MASK}"`
      : whole,
  );
}
