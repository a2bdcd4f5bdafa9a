import { PLACE } from "./place.ts";

/** What reads like words and is none. */
const NO_SENTENCE = [
  // Statements and their conditions.
  /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DECLARE|FETCH|CLOSE|LOCK|SET|SAVEPOINT|RELEASE|ROLLBACK|EXISTS|ORDER BY|AND)\b/,
  /(?:<> ?|[<>=]+ )\?|LIKE \?|\b(?:IS NOT|IS|JOIN|IN) (?:NULL|\(|[a-z]+ c ON)|^state = |^synchronous|^calls c\b/,
  // Go templates, markup, patterns, JSON.
  /^\{\{[a-z.$]|\{\{end\}\}[{\n]|^\s*<(?:\w|\/|!|\?)[^>]*["/]|^<!|\(\?[:<]|^\{"|^\0(?:define|template) |\binterface \{\}(?:\(nil\)| interface)|^func\(|^UrlEncode/,
  // Headers, frames of the live feed, ranges of bytes, commands in the telephones' own languages.
  /charset=|-src '|Max-Age|max-age=|filename=|frame-ancestors|no-store|noindex|boundary=|origination_uuid|Partitioned|: form-data|^gzip,/,
  /^(?:api|auth|event json|list_users domain) \0$|^(?:show channels|bgapi|json, |deskbell_)|^bytes [*\0]|^(?:id|retry): /,
  // Names of locks, members, seals and kinds of missing things; examples of values.
  /^(?:access|claims|file|popup|pushed|rate|tokens|url|users) \0$|^settings\.\0|^(?:contact-sync ringing|deskbell recording \0|link (?:id|token)|name pattern)$/,
  /^(?:sign-in (?:failures|provider|under way)|nobody known|# Keys of Deskbell)|\+66812345678|^(?:Somchai Jaidee|Inbound Answered call|Wants to be called back|refund, urgent)$/,
];

/** Whether a text may be read by people on a page: at least one word of theirs, and something beside it. */
export function isSentence(text: string): boolean {
  if (NO_SENTENCE.some((other) => other.test(text))) return false;
  const words = text.replaceAll(PLACE, " 0 ").split(/\s+/);
  const real = words.filter((word) => /^[("'“]*(?:\p{Lu}?\p{Ll}[\p{L}'’-]*|[aAI])[).,;:?!"'”]*$/u.test(word));
  return (
    real.length > 0 &&
    words.filter((word) => /[\p{L}\d]/u.test(word)).length > 1 &&
    /\s/.test(text.trim()) &&
    real.some((word) => word.length > 1)
  );
}
