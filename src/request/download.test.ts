import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { download } from "./download.ts";

let server: Server;
let base: string;
const OPEN = { allowPrivateNetworkTargets: true };
const text = async (path: string, policy = OPEN) => {
  const { body, ...rest } = await download(base + path, policy, AbortSignal.timeout(5000));
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return { ...rest, text: Buffer.concat(parts).toString() };
};

beforeEach(async () => {
  server = createServer((request, response) => {
    const [, way = "", code = ""] = request.url?.split("/") ?? [];
    if (way === "to") response.writeHead(302, { location: decodeURIComponent(code) }).end();
    else if (way === "status") response.writeHead(Number(code)).end("no");
    else if (way === "round") response.writeHead(302, { location: "/round" }).end();
    else if (way === "endless") response.writeHead(200).write("a".repeat(100_000));
    else response.writeHead(200, { "content-type": "audio/mpeg", "content-length": 5 }).end("audio");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it("a file comes with its kind and length, also behind a redirect", async () => {
  const whole = { contentType: "audio/mpeg", length: 5, text: "audio" };
  expect(await text("/file")).toEqual(whole);
  expect(await text("/to/%2Ffile")).toEqual(whole);
});

it.each([
  ["/status/404", "NOT_FOUND"],
  ["/status/410", "NOT_FOUND"],
  ["/status/500", "PBX_UNREACHABLE"],
  ["/status/401", "PBX_UNREACHABLE"],
  ["/round", "PBX_UNREACHABLE"],
  ["/to/file%3A%2F%2F%2Fetc%2Fpasswd", "TARGET_REFUSED"],
])("%s is told as %s", async (path, code) => {
  await expect(text(path)).rejects.toMatchObject({ code });
});

it("nothing is fetched from this machine or the local network unless the operator allows it", async () => {
  const closed = { allowPrivateNetworkTargets: false };
  await expect(text("/file", closed)).rejects.toMatchObject({ code: "TARGET_REFUSED" });
  const named = base.replace("127.0.0.1", "localhost");
  await expect(download(named, closed, AbortSignal.timeout(5000))).rejects.toMatchObject({ code: "TARGET_REFUSED" });
});

it("a file that its reader has enough of ends quietly", async () => {
  const { body } = await download(`${base}/endless`, OPEN, AbortSignal.timeout(5000));
  for await (const _ of body) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
});

it("an address that nobody answers at is not told in the error", async () => {
  const dead = "http://127.0.0.1:9/secret-of-the-pbx";
  const failed = download(dead, OPEN, AbortSignal.timeout(5000));
  await expect(failed).rejects.toMatchObject({ code: "PBX_UNREACHABLE" });
  await expect(failed).rejects.not.toThrow("secret-of-the-pbx");
});
