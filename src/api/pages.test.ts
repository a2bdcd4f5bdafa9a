import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "./app.ts";
import { servePages } from "./pages.ts";

let folder: string;
let allowed: readonly string[] = [];
const app = Fastify();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-pages-"));
  for (const page of ["console.html", "desk.html"]) writeFileSync(join(folder, page), page);
  servePages(app as unknown as Api, folder, async () => allowed);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function policyOf(url: string): Promise<string> {
  const { statusCode, headers } = await app.inject(url);
  expect(statusCode).toBe(200);
  return String(headers["content-security-policy"]);
}

describe("a page", () => {
  it("stands in no frame, and the agent desk only in those that are allowed, as soon as they are", async () => {
    for (const url of ["/", "/desk"]) expect(await policyOf(url)).toContain("frame-ancestors 'none'");
    allowed = ["https://acme.zendesk.com", "https://*.example.com"];
    expect(await policyOf("/desk")).toContain("frame-ancestors https://acme.zendesk.com https://*.example.com;");
    expect(await policyOf("/")).toContain("frame-ancestors 'none'");
  });
});
