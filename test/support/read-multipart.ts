import type { IncomingHttpHeaders } from "node:http";

/** A form as a strict server reads it. */
export interface ReceivedForm {
  /** In the order in which they came. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly file: {
    readonly field: string;
    readonly name: string;
    readonly contentType: string;
    readonly bytes: Buffer;
  };
}

const CRLF = "\r\n";

/**
 * Reads multipart/form-data (RFC 7578 over RFC 2046, 5.1) of which the last part is the only file. Throws a sentence for whatever a strict
 * server refuses: no length, chunks, a wrong boundary or one that occurs in a value, text before, between or behind the parts, a part
 * without a name, further headers, a file in the middle.
 */
export function readMultipart(headers: IncomingHttpHeaders, body: Buffer): ReceivedForm {
  if (headers["transfer-encoding"] !== undefined) throw new Error("the body came in chunks");
  if (headers["content-length"] !== String(body.length))
    throw new Error(`length ${headers["content-length"]} of ${body.length}`);
  const boundary = /^multipart\/form-data; boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})$/.exec(
    headers["content-type"] ?? "",
  )?.[1];
  if (boundary === undefined) throw new Error(`no multipart/form-data: ${headers["content-type"]}`);
  const end = Buffer.from(`--${boundary}--${CRLF}`);
  if (!body.subarray(-end.length).equals(end)) throw new Error("the form does not end with its boundary");
  const parts = splitParts(body, boundary);
  const fields = parts.slice(0, -1).map(({ head, content }) => {
    const name = /^Content-Disposition: form-data; name="([^"\r\n]+)"$/.exec(head)?.[1];
    if (name === undefined) throw new Error(`this is no field: ${head}`);
    return [name, content.toString("utf8")] as const;
  });
  const last = parts.at(-1);
  const [, field, name, contentType] =
    /^Content-Disposition: form-data; name="([^"\r\n]+)"; filename="([^"\r\n]+)"\r\nContent-Type: ([\w/.+-]+)$/.exec(
      last?.head ?? "",
    ) ?? [];
  if (!last || !field || !name || !contentType) throw new Error(`the last part is no file: ${last?.head}`);
  return { fields, file: { field, name, contentType, bytes: last.content } };
}

function splitParts(body: Buffer, boundary: string): { head: string; content: Buffer }[] {
  const opening = Buffer.from(`--${boundary}${CRLF}`);
  if (!body.subarray(0, opening.length).equals(opening)) throw new Error("the form does not begin with its boundary");
  const delimiter = Buffer.from(`${CRLF}--${boundary}`);
  const parts: { head: string; content: Buffer }[] = [];
  let at = opening.length;
  for (;;) {
    const stop = body.indexOf(delimiter, at);
    const headEnd = body.indexOf(CRLF + CRLF, at);
    if (stop < 0 || headEnd < 0 || headEnd > stop) throw new Error("a part is not whole");
    parts.push({ head: body.toString("utf8", at, headEnd), content: body.subarray(headEnd + 4, stop) });
    at = stop + delimiter.length;
    const after = body.toString("latin1", at, at + 4);
    if (after === `--${CRLF}` && at + 4 === body.length) return parts;
    if (!after.startsWith(CRLF)) throw new Error("the boundary occurs in a value");
    at += 2;
  }
}
