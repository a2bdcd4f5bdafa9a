import { randomBytes } from "node:crypto";

/** A file to be sent, read anew at each opening. */
export interface UploadFile {
  /** How it is called at the helpdesk. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What a request carries as multipart/form-data (RFC 7578). */
export interface MultipartForm {
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The field of the file, behind all others. */
  readonly fileField: string;
  /** Absent = it is only shown. */
  readonly file?: UploadFile;
}

/** A form as it goes over the wire; never in memory as a whole. */
export interface MultipartBody {
  readonly contentType: string;
  /** Bytes. */
  readonly length: number;
  /** `beforeLast` is called when nothing but the last bytes is left: until then no server has a whole form. Throws when the file is not as long as it was said to be. */
  chunks(beforeLast: () => void): AsyncGenerator<Uint8Array>;
}

export function toMultipartBody({ fields, fileField }: MultipartForm, file: UploadFile): MultipartBody {
  // 160 random bits: it occurs in no file that anybody could have made.
  const boundary = `deskbell-${randomBytes(20).toString("hex")}`;
  const texts = fields.map(({ name, value }) => `${headOf(boundary, name)}\r\n\r\n${value}\r\n`);
  const fileHead = `${headOf(boundary, fileField)}; filename="${quoted(file.name)}"\r\nContent-Type: ${file.contentType}\r\n\r\n`;
  const first = Buffer.from(texts.join("") + fileHead);
  const last = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: first.length + file.bytes + last.length,
    async *chunks(beforeLast) {
      yield first;
      let read = 0;
      for await (const chunk of file.open()) {
        read += chunk.length;
        yield chunk;
      }
      if (read !== file.bytes) throw new Error(`the file has ${read} bytes instead of ${file.bytes}`);
      beforeLast();
      yield last;
    },
  };
}

/** The form for people and for comparing: a line for each field, and words in place of the file. */
export function showMultipart({ fields, fileField, file }: MultipartForm): string {
  const shown = file ? `<recording ${toSize(file.bytes)} ${file.contentType}>` : "<recording, audio/wav>";
  return [...fields.map(({ name, value }) => `${name}=${value}`), `${fileField}=${shown}`].join("\n");
}

function headOf(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
}

// As browsers do, and as RFC 7578 (2, 4.2) lets them: nothing in a name can end it.
function quoted(text: string): string {
  return text.replace(/[\r\n"]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function toSize(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1000 ? `${(bytes / 1000).toFixed(1)} kB` : `${bytes} bytes`;
}
