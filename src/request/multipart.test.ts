import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openHttpHelpdesk } from "../../test/support/http-helpdesk.ts";
import { readMultipart } from "../../test/support/read-multipart.ts";
import { type MultipartForm, showMultipart, type UploadFile } from "./multipart.ts";
import { openSender, type Sent } from "./send.ts";

const LIMITS = { timeoutMs: 2000, connectTimeoutMs: 1000, responseBytes: 10_000 };
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function aFile(content: Buffer, more: Partial<UploadFile> = {}): UploadFile {
  async function* open() {
    for (let at = 0; at < content.length; at += 1000) yield content.subarray(at, at + 1000);
  }
  return { name: "call.wav", contentType: "audio/wav", bytes: content.length, open, ...more };
}

const AUDIO = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7 + (at >> 8)) & 255));

function send(address: string, multipart: MultipartForm): Promise<Sent> {
  const sender = openSender({ allowPrivateNetworkTargets: true }, 2);
  closers.unshift(() => sender.close());
  const headers = { "content-type": "multipart/form-data", "x-org": "1" };
  return sender.send({ name: "Upload", method: "POST", url: `${address}/files`, headers, multipart }, LIMITS);
}

async function receive(form: MultipartForm) {
  const server = await openHttpHelpdesk(() => ({ status: 201 }));
  closers.push(() => server.close());
  expect(await send(server.address, form)).toMatchObject({ kind: "answer", status: 201 });
  const [got] = server.requests;
  if (!got) throw new Error("nothing came");
  return { form: readMultipart(got.headers, got.bytes), got };
}

/** A server that reads as it likes and never answers by itself. */
async function openRaw(onRequest: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(onRequest);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a form with a file", () => {
  it("arrives byte by byte, its fields first, with its length", async () => {
    const fields = [
      { name: "note", value: 'ก"ข\r\n--x--\r\nด' },
      { name: "JSON", value: '{"a":1}' },
    ];
    const { form, got } = await receive({ fields, fileField: "Attachments", file: aFile(AUDIO) });
    expect(form.fields).toEqual(fields.map(({ name, value }) => [name, value]));
    expect(form.file).toMatchObject({ field: "Attachments", name: "call.wav", contentType: "audio/wav" });
    expect(form.file.bytes.equals(AUDIO)).toBe(true);
    expect(got.headers).toMatchObject({ "x-org": "1" });
  });

  it("has another boundary each time", async () => {
    const form = { fields: [], fileField: "f", file: aFile(AUDIO) };
    const [first, second] = [await receive(form), await receive(form)];
    expect(first.got.headers["content-type"]).not.toBe(second.got.headers["content-type"]);
  });

  it("keeps names from ending where they do not end", async () => {
    const file = aFile(AUDIO, { name: 'a"; x="\r\nb.wav' });
    const { form } = await receive({ fields: [{ name: 'n"\r\nX: 1', value: "" }], fileField: "f", file });
    expect(form.fields).toEqual([["n%22%0D%0AX: 1", ""]]);
    expect(form.file.name).toBe("a%22; x=%22%0D%0Ab.wav");
  });

  it.each([
    ["shorter", AUDIO.length + 1],
    ["longer", AUDIO.length - 1],
  ])(
    "is not sent whole when the file is %s than it was said to be, and nobody can have acted on it",
    async (_, bytes) => {
      const whole: Buffer[] = [];
      const address = await openRaw((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("error", () => {});
        request.on("end", () => {
          whole.push(Buffer.concat(chunks));
          response.end("{}");
        });
      });
      const sent = await send(address, { fields: [], fileField: "f", file: aFile(AUDIO, { bytes }) });
      expect(sent).toMatchObject({ kind: "unsent", reason: expect.stringContaining("could not be sent to its end") });
      expect(whole).toEqual([]);
    },
  );

  it("that breaks off on the way has not been sent; one that breaks off behind its end may have been acted on", async () => {
    const early = await openRaw((request) => {
      request.on("error", () => {});
      request.once("data", () => request.socket.destroy());
    });
    const big = aFile(Buffer.alloc(30_000_000));
    expect(await send(early, { fields: [], fileField: "f", file: big })).toMatchObject({ kind: "unsent" });
    const late = await openRaw((request) => {
      request.on("data", () => {});
      request.on("end", () => request.socket.destroy());
    });
    expect(await send(late, { fields: [], fileField: "f", file: aFile(AUDIO) })).toMatchObject({ kind: "unanswered" });
  });

  it("brings the helpdesk's refusal, also where it is too large to be read", async () => {
    const address = await openRaw((request, response) => {
      request.on("error", () => {});
      request.once("data", () => {
        response.writeHead(413, { "content-type": "application/json", connection: "close" });
        response.end('{"message":"too large"}');
        request.resume();
      });
    });
    const sent = await send(address, { fields: [], fileField: "f", file: aFile(Buffer.alloc(5_000_000)) });
    expect(sent).toMatchObject({ kind: "answer", status: 413 });
  });
});

describe("a form that is shown", () => {
  it.each([
    [aFile(Buffer.alloc(999)), "<recording 999 bytes audio/wav>"],
    [aFile(AUDIO), "<recording 50.0 kB audio/wav>"],
    [aFile(AUDIO, { bytes: 1_234_567, contentType: "audio/mpeg" }), "<recording 1.2 MB audio/mpeg>"],
    [undefined, "<recording, audio/wav>"],
  ])("has words in place of the file", (file, words) => {
    const fields = [{ name: "call", value: "7" }];
    expect(showMultipart({ fields, fileField: "f", ...(file && { file }) })).toBe(`call=7\nf=${words}`);
  });
});
