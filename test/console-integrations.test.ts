import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CONNECTION, DEMO_INTEGRATION } from "../src/cli/demo/stage.ts";
import { SCRIPTS } from "../src/pbx/index.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;

beforeAll(async () => {
  shown = await openConsole();
  await shown.play(
    SCRIPTS.answered({ number: "+66898765432", extension: "1001", talkSeconds: 61 }),
    SCRIPTS.missed({ number: "0815550101", extension: "1002" }),
  );
}, 120_000);
afterAll(() => shown?.close());

const PAGE = `/integrations/${DEMO_INTEGRATION}`;

async function read(path: string, init: RequestInit = {}): Promise<never> {
  const authorization = `Bearer ${shown.stage.server.adminToken?.reveal() ?? ""}`;
  const answer = await fetch(`${shown.address}/api/v1${path}`, {
    ...init,
    headers: { authorization, ...init.headers },
  });
  return (await answer.json()) as never;
}

const write = (path: string, body: object) =>
  read(path, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const chooses = async (page: Page, name: string | RegExp, option: string | RegExp) => {
  await page.getByRole("combobox", { name }).click();
  await page.getByRole("option", { name: option }).click();
};

describe("an integration", () => {
  it("tells how it is, rehearses, and goes live after a question", async () => {
    const { page, errors, close } = await shown.visit("/integrations");
    await page.getByRole("link", { name: DEMO_INTEGRATION }).click();
    await page.getByRole("heading", { name: DEMO_INTEGRATION, level: 1 }).waitFor();
    await page.getByRole("button", { name: "Back to the dry run" }).click();
    await page.getByRole("button", { name: "Go live" }).click();
    expect(await read(PAGE)).toMatchObject({ settings: { helpdesk: { dryRun: true } } });
    await page.getByRole("dialog").getByRole("button", { name: "Go live" }).click();
    await page.getByRole("button", { name: "Back to the dry run" }).waitFor();
    expect(await read(PAGE)).toMatchObject({ settings: { helpdesk: { dryRun: false } } });
    expect(errors).toEqual([]);
    await close();
  });

  it("is tried by a request that only reads, and keeps its secret when other fields change", async () => {
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=connection`);
    await page.getByRole("button", { name: "Test the connection" }).click();
    await page.getByText("The helpdesk answers and lets Deskbell in.").waitFor();
    expect(await page.getByLabel("OAuth client: secret").inputValue()).toBe("");
    await page.getByLabel("OAuth client: identifier").fill("deskbell");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    expect(await read(PAGE)).toMatchObject({
      status: "connected",
      fields: expect.arrayContaining([expect.objectContaining({ name: "client_secret", set: true })]),
    });
    expect(errors).toEqual([]);
    await close();
  });

  it("has users by e-mail, and by hand where somebody chooses", async () => {
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=users`);
    const row = page.getByRole("row").filter({ hasText: "1001" });
    await row.getByText("By e-mail", { exact: true }).waitFor();
    await chooses(page, "Helpdesk user of extension 1001", /^(?!Automatic).*ben@demo/i);
    await row.getByText("By hand", { exact: true }).waitFor();
    await chooses(page, "Helpdesk user of extension 1001", "Automatic, by e-mail");
    await row.getByText("By e-mail", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Read the users again" }).click();
    await page.getByText(/users in the helpdesk/).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("says which extensions nobody has, and which are gone", async () => {
    const token = shown.stage.server.adminToken?.reveal() ?? "";
    const send = (method: string, path: string, body?: object) =>
      fetch(`${shown.address}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    const users = (await read(`${PAGE}/users`)) as { users: { userId: string }[] };
    await send("PUT", `/connections/${DEMO_CONNECTION}/extensions/1003`, { name: "Chai" });
    await send("PUT", `/connections/${DEMO_CONNECTION}/extensions/1005`, { name: "Dao" });
    await send("PUT", `${PAGE}/associations/1005`, { userId: users.users[0]?.userId });
    await send("DELETE", `/connections/${DEMO_CONNECTION}/extensions/1005`);
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=users`);
    await page.getByRole("row").filter({ hasText: "1003" }).getByText("Nobody").waitFor();
    await page.getByRole("row").filter({ hasText: "1005" }).getByText("Extension is gone").waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("shows what a real call would become while settings are typed, and stores them only when told to", async () => {
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=features`);
    const tickets = page.getByRole("region", { name: "Tickets" });
    const preview = page.getByRole("region", { name: "What a real call would become" });
    await chooses(page, "Past call", /66898765432/);
    await tickets.getByLabel("Subject").fill("<b>Call of</b> {{.Call_From}}");
    await preview.getByText("<b>Call of</b> +66898765432").waitFor();
    await page.getByRole("button", { name: "Replay past calls with them" }).click();
    await page.getByRole("region", { name: "The difference" }).getByText("<b>Call of</b>").first().waitFor();
    expect(await read(PAGE)).toMatchObject({ settings: { parameters: {} } });
    const numbers = page.getByRole("region", { name: "Try a number" });
    await numbers.getByLabel("Number as the helpdesk has it").fill("0999999999");
    await numbers.getByText("Not the same number.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    expect(await read(PAGE)).toMatchObject({
      settings: { parameters: { CreateNewTicket: { Subject: "<b>Call of</b> {{.Call_From}}" } } },
    });
    expect(errors).toEqual([]);
    await close();
  });

  it("refuses a text that would fail at each call, does not lose what is typed, and keeps what others save", async () => {
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=features`);
    const journal = page.getByRole("region", { name: "Call journal" });
    await journal.getByLabel("Description").fill("{{.Call_From");
    await page.getByRole("button", { name: "Save" }).click();
    await journal.getByText("template: Description:1: unclosed action").waitFor();
    await page.getByRole("tab", { name: "Users" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stay" }).click();
    await journal.getByText("Variables that can be used").click();
    await journal.getByText("{{.Talk_Duration}}", { exact: true }).waitFor();
    await journal.getByLabel("Description").fill("By {{.Call_From}}");
    const { connectionId, templateKey, settings } = (await read(PAGE)) as Record<string, Record<string, object>>;
    const popup = { ...settings?.popup, trigger: "answered" };
    await write(PAGE, { connection: connectionId, template: templateKey, settings: { ...settings, popup } });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    expect(await read(PAGE)).toMatchObject({
      settings: { popup, parameters: { CallJournal: { Description: "By {{.Call_From}}" } } },
    });
    expect(errors).toEqual([]);
    await close();
  });

  it("replays past calls and shows the difference", async () => {
    const { page, errors, close } = await shown.visit(`${PAGE}?tab=rehearse`);
    await page.getByRole("button", { name: "Replay" }).click();
    const result = page.getByRole("region", { name: "The difference" });
    await result.getByText(/calls: \d+ the same, [1-9]\d* changed/).waitFor();
    await result.getByText("<b>Call of</b>").first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("shows the contacts it has read", async () => {
    const { page, close } = await shown.visit(`${PAGE}?tab=phonebook`);
    expect(await page.getByRole("table").getByRole("link").first().getAttribute("href")).toContain(
      shown.stage.helpdesk.address,
    );
    await close();
  });
});

describe("a helpdesk without a page of permission", () => {
  it("is connected at once, tried, and says why it does not answer, in Thai on a phone", async () => {
    const { page, errors, close } = await shown.visit("/connect-helpdesk", { language: "th", width: 390 });
    await page.getByRole("button", { name: /Request Tracker/ }).click();
    await page.getByRole("button", { name: "ถัดไป" }).click();
    await page.getByLabel(/Address of your Request Tracker/).fill(shown.stage.helpdesk.address);
    await page.getByLabel(/Authentication token/).fill("1-23-abc");
    await page.getByRole("button", { name: "ถัดไป" }).click();
    await page.getByRole("heading", { name: "ตั้งค่า request-tracker", level: 1 }).waitFor();
    await page.getByText("เชื่อมต่อแล้ว", { exact: true }).waitFor();
    await page.getByRole("button", { name: "ทดสอบการเชื่อมต่อ" }).click();
    await page.getByText(/ระบบช่วยเหลือไม่ให้ Deskbell เข้าถึง: ระบบช่วยเหลือ/).waitFor();
    expect(await read("/integrations/request-tracker")).toMatchObject({
      settings: { helpdesk: { dryRun: true } },
      fields: expect.arrayContaining([expect.objectContaining({ name: "token", secret: true, set: true })]),
    });
    expect(errors).toEqual([]);
    await close();
  });
});
