import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "./support/browser.ts";

const PROGRAM = `
  import { parseTemplate, templateFunctions } from "/src/gotemplate/index.ts";
  import { getPath } from "/src/gjson/index.ts";
  const funcs = templateFunctions({ zone: "Asia/Bangkok" });
  const template = parseTemplate('{{Capitalize .name}} {{TimeFormat .at "yyyy-MM-dd HH:mm:ssZz" "0"}} {{printf "%05.1f" .n}}', { funcs });
  const big = JSON.stringify({ list: Array.from({ length: 5000 }, (_, id) => ({ id, text: "ไทย ".repeat(9) })) });
  window.result = [
    template.render({ name: "somsri", at: 1672531199, n: 3.14159 }),
    getPath('{"users":[{"id":12345678901234567890}]}', "users.0.id").text,
    getPath(big, "list.#(id==4999).id").text,
  ];
`;

let server: Server;
let browser: Browser;

beforeAll(async () => {
  // Serves the sources with their types taken off, and nothing of Node: what is missing in a browser shows.
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const file = join(process.cwd(), path);
    if (path === "/")
      response.setHeader("content-type", "text/html").end('<script type="module" src="/program.js"></script>');
    else if (path === "/program.js") response.setHeader("content-type", "text/javascript").end(PROGRAM);
    else if (!path.startsWith("/src/") || !existsSync(file)) response.writeHead(404).end();
    else response.setHeader("content-type", "text/javascript").end(stripTypeScriptTypes(readFileSync(file, "utf8")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await openBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server.close();
});

it("both languages run in a browser as they are", async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("window.result", undefined, { timeout: 15_000 }).catch(() => undefined);
  expect(errors).toEqual([]);
  expect(await page.evaluate("window.result")).toEqual([
    "Somsri 2023-01-01 06:59:59+07:00 003.1",
    "12345678901234567890",
    "4999",
  ]);
});
