import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  await visit.page.getByRole("textbox").fill(extension);
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

  it("has no fault that axe finds, on a screen and in a side panel", async () => {
    const ready = (page: Page) => page.getByRole("heading", { level: 1 }).waitFor();
    expect(await shown.findFaults("/desk", ready)).toEqual([]);
    expect(await shown.findFaults("/desk", ready, { width: 340 })).toEqual([]);
    expect(await shown.findFaults("/desk", ready, { signedIn: false })).toEqual([]);
  }, 60_000);
});
