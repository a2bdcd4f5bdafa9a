import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildPages } from "../scripts/pages/build.ts";
import { createSimulator, SCRIPTS } from "../src/pbx/index.ts";
import { realEnv } from "../src/server/index.ts";
import { openBrowser } from "./support/browser.ts";
import { type HttpHelpdesk, openHttpHelpdesk } from "./support/http-helpdesk.ts";
import { DESK_XML } from "./support/pipeline/desk-template.ts";
import { openServer, type RunningServer } from "./support/running-server.ts";

/** What everybody here is called and writes: it runs wherever a page takes it for markup. */
const EVIL = `<img src=x onerror="top.hurt=1"><script>top.hurt=1</script>`;
const NUMBER = "+66815550101";

let helpdesk: HttpHelpdesk;
let running: RunningServer;
let browser: Browser;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), "deskbell-hostile-"));
const faults: string[] = [];
const hosts = new Set<string>();

/** A helpdesk all of whose answers are hostile; journals it refuses with a page. */
function answer(method: string, path: string): object {
  if (method === "POST" && path === "/journals")
    return { status: 422, body: { error: EVIL, message: `</pre>${EVIL}` } };
  if (method === "POST") return { status: 201, body: { id: EVIL, subject: EVIL } };
  const person = {
    id: "7",
    name: EVIL,
    company: EVIL,
    email: "a@example.com",
    phone: NUMBER,
    link: "javascript:top.hurt=1",
  };
  return { body: { items: [person] } };
}

beforeAll(async () => {
  await buildPages();
  helpdesk = await openHttpHelpdesk(({ method, url }) => answer(method, new URL(url, "http://helpdesk").pathname));
  const inXml = EVIL.replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const more =
    '<Output Name="Email" Path="items.#.email"/><Output Name="Company" Path="items.#.company"/><Output Name="Link" Path="items.#.link"/>';
  const xml = DESK_XML.replace('Name="Simple Desk"', `Name="${inXml}"`)
    .replace('<Output Name="BusinessNumber"', `${more}<Output Name="BusinessNumber"`)
    .replace(
      /<Parameter Name="ContactUrlType"[\s\S]*?ContactId}}"\/>/,
      '<Parameter Name="ContactUrlType" Value="contact_field"/><Parameter Name="ContactFieldForUri" Value="Link"/>',
    );
  writeFileSync(join(folder, "desk.xml"), xml);
  const config = {
    connections: [
      {
        id: "office",
        name: EVIL,
        zone: "Asia/Bangkok",
        extensions: [{ number: "1001", name: EVIL, email: "a@example.com" }],
      },
    ],
    templates: [{ file: "desk.xml" }],
    integrations: [
      { id: "desk", connection: "office", template: "simple_desk", fields: { address: helpdesk.address } },
    ],
  };
  running = await openServer(JSON.stringify(config), { folder });
  const { engine, address, adminToken } = running.server;
  await engine.refreshUsers("desk");
  const post = (events: Parameters<typeof engine.acceptEvents>[1]) => engine.acceptEvents("office", events);
  const simulator = createSimulator({ env: realEnv, speed: Number.POSITIVE_INFINITY, post });
  await simulator.place(SCRIPTS.answered({ number: NUMBER, callerName: EVIL, extension: "1001" }));
  await engine.idle();
  browser = await openBrowser();
  const context = await browser.newContext({ locale: "en-GB" });
  await context.request.post(`${address}/api/v1/session`, {
    data: { token: adminToken?.reveal() ?? "" },
    headers: { origin: address },
  });
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => {
    faults.push(`a dialogue: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await helpdesk?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page that shows the text; `then` lets it show more. Nothing of it has run, and nobody else was asked. */
async function show(path: string, then?: () => Promise<unknown>): Promise<void> {
  await page.goto(running.server.address + path);
  await then?.();
  await page.getByText(EVIL).filter({ visible: true }).first().waitFor();
  const state = await page.evaluate(() => ({
    hurt: "hurt" in globalThis,
    elements: document.querySelectorAll("img[src=x], script:not([src]), [href^='javascript:']").length,
  }));
  expect({ path, ...state, faults, hosts: [...hosts] }).toEqual({
    path,
    hurt: false,
    elements: 0,
    faults: [],
    hosts: [running.server.address],
  });
}

async function read<T>(path: string): Promise<T> {
  return (await running.ask("GET", `/api/v1${path}`)).body as T;
}

it("shows text of helpdesks, callers and colleagues as text, on every page that has it", async () => {
  const { ask } = running;
  const { calls } = await read<{ calls: { id: string }[] }>("/calls");
  const { deliveries } = await read<{ deliveries: { id: string; state: string }[] }>("/deliveries");
  const dead = deliveries.find(({ state }) => state === "dead")?.id;
  const call = calls[0]?.id;
  await ask("PUT", `/api/v1/calls/${call}/note`, { text: EVIL, tags: [EVIL.slice(0, 30)] });
  const person = await ask("POST", "/api/v1/people", { login: "evil@example.com", name: EVIL, roles: ["agent"] });
  const { id: personId } = (person.body as { person: { id: string } }).person;
  await ask("PATCH", `/api/v1/people/${personId}`, { roles: ["supervisor"] });
  await ask("POST", "/api/v1/tokens", { name: EVIL, scopes: ["read"] });
  const book = (await ask("POST", "/api/v1/phonebooks", { name: EVIL })).body as { id: string };
  const numbers = [{ kind: "BusinessNumber", number: "+6625550199" }];
  await ask("POST", `/api/v1/phonebooks/${book.id}/contacts`, { name: EVIL, outputs: { Company: EVIL }, numbers });

  await show("/");
  await show("/calls");
  await show(`/calls/${call}`, async () => {
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    // Down to what was sent and answered.
    const folds = page.locator("main details:not([open]) > summary");
    while ((await folds.count()) > 0) await folds.first().click();
  });
  expect(await page.getByText(EVIL).count()).toBeGreaterThan(4);
  await show("/desk", async () => {
    await page.getByLabel("My extension").fill("1001");
    await page.getByRole("article").getByRole("heading", { name: EVIL }).waitFor();
  });
  expect(await page.getByRole("link", { name: "Open contact page" }).count()).toBe(0);
  await show("/deliveries?tab=dead");
  await show(`/deliveries/${dead}`);
  await show("/phonebooks");
  await show(`/phonebooks/${book.id}`);
  await show("/people");
  await show(`/people/${personId}`);
  await show("/settings");
  await show("/audit", () => page.locator("main table button").first().click());
  await show("/privacy", async () => {
    await page.getByLabel("Telephone number").fill(NUMBER);
    await page.getByRole("button", { name: "Look it up" }).click();
  });
  await show("/telephones");
  await show("/telephones/office");
  await show("/extensions");
  await show("/integrations");
  await show("/integrations/desk?tab=users", () =>
    page.getByRole("combobox", { name: "Helpdesk user of extension 1001" }).click(),
  );
  await show("/integrations/desk?tab=phonebook");
  await show("/templates");
  await show("/templates/simple_desk");
  await show("/templates/-/studio?key=simple_desk", async () => {
    await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: "Match users" }).click();
    await page.getByRole("combobox", { name: "Fields of an integration" }).click();
    await page.getByRole("option", { name: "desk" }).click();
    await page.getByRole("button", { name: "Send for real" }).click();
    await page.getByRole("button", { name: "Send now" }).click();
    await page.getByRole("region", { name: "Result" }).getByText("Delivered").waitFor();
  });
}, 60_000);
