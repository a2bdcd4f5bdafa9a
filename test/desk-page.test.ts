import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_CONNECTION } from "../src/cli/demo/stage.ts";
import { toExtensionNumber } from "../src/domain/index.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;
let calls = 0;

beforeAll(async () => {
  shown = await openConsole();
}, 120_000);
afterAll(() => shown?.close());

/** Lets a call ring and does not end it. */
async function ring(number: string, extension: string, callerName = ""): Promise<void> {
  const pbxCallId = `desk-${++calls}`;
  const facts = { direction: "inbound", from: number, to: "021234567", callerName, pbxCallId } as const;
  const { engine } = shown.stage.server;
  await engine.acceptEvents(DEMO_CONNECTION, [
    { ...facts, kind: "started", key: `${pbxCallId} 1`, occurredAt: Date.now() },
    {
      ...facts,
      kind: "ringing",
      key: `${pbxCallId} 2`,
      occurredAt: Date.now(),
      extension: toExtensionNumber(extension),
    },
  ]);
  await engine.idle();
}

async function open(extension: string, look = {}) {
  const visit = await shown.visit("/desk", look);
  await visit.page.getByLabel("My extension").fill(extension);
  await visit.page.locator("[data-state=live]").waitFor();
  return visit;
}

describe("the agent desk", () => {
  it("shows who calls its own extension, with their page, and nobody else's call", async () => {
    const { page, hosts, errors, close } = await open("1001");
    await ring("0815550101", "1001", "<i>x</i>");
    await ring("+6625550177", "1002");
    const card = page.getByRole("article");
    await card.getByRole("heading", { name: "กมลชนก แสงทอง" }).waitFor();
    expect(await card.count()).toBe(1);
    const link = card.getByRole("link", { name: "Open contact page" });
    expect(await link.getAttribute("href")).toContain(`${shown.stage.helpdesk.address}/agent/users/`);
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await page.locator("main i").count()).toBe(0);
    expect([...hosts]).toEqual([shown.address]);
    expect(errors).toEqual([]);
    await page.reload();
    await card.getByRole("link", { name: "Open contact page" }).waitFor();
    await close();
  });

  it("keeps the calls that are over, also those that were missed", async () => {
    const { page, close } = await open("1003");
    await shown.play(SCRIPTS.answered({ number: "+66898765432", extension: "1003", talkSeconds: 61 }));
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("listitem").filter({ hasText: "Talked 1:01" }).waitFor();
    await close();
  });

  it("asks for the password where nobody is signed in, and says so when it is wrong", async () => {
    const { page, errors, close } = await shown.visit("/desk", { signedIn: false });
    await page.getByLabel("Log-in or e-mail").fill("nobody");
    await page.getByLabel("Password").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "no such log-in" }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("lets a browser in by an access token", async () => {
    const { page, close } = await shown.visit("/desk", { signedIn: false });
    await page.getByRole("button", { name: "Use an access token instead" }).click();
    await page.getByLabel("Access token").fill(shown.stage.server.adminToken?.reveal() ?? "");
    await page.keyboard.press("Enter");
    await page.getByLabel("My extension").waitFor();
    await close();
  });

  it("can be installed, and its shell opens without a network", async () => {
    const { page, close } = await shown.visit("/desk");
    const manifest = await page.request.get(`${shown.address}/desk.webmanifest`);
    expect(manifest.headers()["content-type"]).toBe("application/manifest+json");
    const { icons } = (await manifest.json()) as { icons: { src: string }[] };
    for (const { src } of icons) expect((await page.request.get(shown.address + src)).status()).toBe(200);
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    // The worker sees what is loaded from then on.
    await page.reload();
    await page.locator("[data-state=live]").waitFor();
    const kept = await page.evaluate(
      "caches.open('deskbell-desk-shell').then((one) => one.keys()).then((keys) => keys.map(({ url }) => new URL(url).pathname))",
    );
    expect((kept as string[]).filter((path) => path !== "/desk" && !path.startsWith("/assets/"))).toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole("alert").filter({ hasText: "The server does not answer" }).waitFor();
    await close();
  });

  it("tells of a call by a notice while its window is hidden, once the agent has allowed it", async () => {
    const { page, close } = await shown.visit("/desk");
    // Headless windows are never hidden, and may show no notices: what the page asks of the browser is written down.
    await page.addInitScript(() => {
      Object.defineProperty(document, "hidden", { get: () => true });
      Object.defineProperty(Notification, "permission", { get: () => "granted" });
      ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
        document.documentElement.dataset.told = `${title} (${options?.body})`;
      };
    });
    await page.reload();
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    // Nobody else's call rings there.
    await page.getByLabel("My extension").fill("1009");
    await page.locator("[data-state=live]").waitFor();
    await ring("0815550101", "1009");
    await vi.waitFor(
      async () =>
        expect(await page.evaluate("document.documentElement.dataset.told")).toBe(
          "กมลชนก แสงทอง is calling (0815550101)",
        ),
      5000,
    );
    await close();
  });

  it("works in a frame of those whom an administrator has named, and of nobody else", async () => {
    const host = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<iframe src="${shown.address}/desk" width="340" height="800" title="desk"></iframe>`);
    });
    host.listen(0, "127.0.0.1");
    await once(host, "listening");
    const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    const { page, close } = await shown.visit("/desk");
    await page.goto(origin);
    expect(await page.frameLocator("iframe").getByRole("heading", { name: "Agent desk" }).count()).toBe(0);
    const answer = await page.request.put(`${shown.address}/api/v1/settings/pages`, {
      data: { frameAncestors: [origin] },
      headers: { "x-deskbell": "1", origin: shown.address },
    });
    expect(answer.status()).toBe(200);
    await page.reload();
    await page.frameLocator("iframe").getByLabel("My extension").waitFor();
    await close();
    host.close();
  });

  it("has no fault that axe finds, on a screen and in a side panel", async () => {
    const ready = (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();
    expect(await shown.findFaults("/desk", ready)).toEqual([]);
    expect(await shown.findFaults("/desk", ready, { width: 340 })).toEqual([]);
    expect(await shown.findFaults("/desk", ready, { signedIn: false })).toEqual([]);
  }, 60_000);
});
