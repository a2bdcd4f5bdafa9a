import { createHmac, timingSafeEqual } from "node:crypto";

/** What Twilio signed: the address as Twilio knows it, with its query, and the form that it posted (empty for GET). */
export interface TwilioRequest {
  readonly url: string;
  readonly form: string;
  /** The header `X-Twilio-Signature`. */
  readonly signature: string | undefined;
}

/**
 * Finds out why a request is not from the Twilio account with this auth token; `undefined` when it is. Twilio signs, with HMAC-SHA1, the
 * address and all fields of the form in alphabetical order ("Webhooks security" in Twilio's documents). Behind a proxy `url` must be the
 * public address.
 */
export function findTwilioFault({ url, form, signature }: TwilioRequest, authToken: string): string | undefined {
  if (!signature) return "the request has no X-Twilio-Signature; only Twilio may post here";
  const fields = toSignedFields(form);
  const given = Buffer.from(signature);
  const isRight = spellings(url).some((one) => {
    const wanted = Buffer.from(
      createHmac("sha1", authToken)
        .update(one + fields)
        .digest("base64"),
    );
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  if (isRight) return undefined;
  return "the X-Twilio-Signature does not fit; check the auth token, and that the server knows the public address that Twilio calls";
}

/** Name and value of each field; a value that comes twice under one name counts once. */
function toSignedFields(form: string): string {
  const fields = new Set([...new URLSearchParams(form)].map(([name, value]) => JSON.stringify([name, value])));
  return [...fields]
    .map((field) => JSON.parse(field) as [string, string])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .flat()
    .join("");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Twilio signs an address sometimes with and sometimes without the port that goes without saying.
function spellings(url: string): string[] {
  const parts = /^(https?):\/\/([^/?#:]+|\[[^\]]+\])(:\d+)?(.*)$/s.exec(url);
  if (!parts) return [url];
  const [, scheme, host, port, rest] = parts as unknown as [string, string, string, string | undefined, string];
  const usual = scheme === "https" ? ":443" : ":80";
  if (port !== undefined && port !== usual) return [url];
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${usual}${rest}`];
}
