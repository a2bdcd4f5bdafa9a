import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_CONNECTION } from "../src/cli/demo/stage.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;

beforeAll(async () => {
  shown = await openConsole();
}, 120_000);
afterAll(() => shown?.close());

async function read(path: string): Promise<unknown> {
  const token = shown.stage.server.adminToken?.reveal() ?? "";
  const answer = await fetch(`${shown.address}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  return answer.json();
}

describe("the telephones", () => {
  it("are connected by a form of their kind, which says beside each field what is wrong, and keeps secrets to itself", async () => {
    const { page, errors, close } = await shown.visit("/telephones");
    await page.getByRole("link", { name: "Connect a PBX" }).click();
    await page.getByRole("button", { name: /Yeastar P-Series/ }).click();
    const help = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Open the help: Yeastar P-Series" }).click();
    await (await help).getByRole("heading", { level: 1, name: /Yeastar/ }).waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Head <b>Office</b>");
    await page.getByRole("textbox", { name: "Address" }).fill("192.0.2.10");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByText("is not an http or https address").waitFor();
    await page.getByRole("textbox", { name: "Address" }).fill("https://192.0.2.10:8088/openapi/v1.0");
    await page.getByLabel(/^Client ID/).fill("id-1");
    await page.getByLabel(/^Client Secret/).fill("secret-1");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("heading", { name: "Head <b>Office</b>", level: 1 }).waitFor();
    expect(await read("/connections/head-b-office-b")).toMatchObject({
      kind: "yeastar",
      settings: { clientId: "id-1" },
      secrets: ["clientSecret"],
    });
    await page.getByRole("tab", { name: "Settings" }).click();
    const secret = page.getByLabel(/^Client Secret/);
    expect(await secret.inputValue()).toBe("");
    await page.getByRole("switch", { name: /In use/ }).uncheck({ force: true });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    expect(await read("/connections/head-b-office-b")).toMatchObject({ enabled: false, secrets: ["clientSecret"] });
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("heading", { name: "Telephones", level: 1 }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it("say where to post to, make a signing secret that is shown once, and play a test call", async () => {
    const { page, errors, close } = await shown.visit(`/telephones/${DEMO_CONNECTION}`);
    await page.getByText(`${shown.address}/api/v1/connections/${DEMO_CONNECTION}/events`).waitFor();
    const token = shown.stage.server.adminToken?.reveal() ?? "";
    await fetch(`${shown.address}/api/v1/connections/${DEMO_CONNECTION}/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "<i>rings</i>", token }),
    });
    await page.locator("summary").filter({ hasText: "Refused" }).click();
    await page.getByText('"kind": "<i>rings</i>"').waitFor();
    await page.getByText('"token": "***"').waitFor();
    await page.getByRole("button", { name: "Make a signing secret" }).click();
    await page.getByText(/^whsec_[\w+/=]{40,}$/).waitFor();
    await page.getByLabel("Number of the caller").fill("0815550101");
    await page.getByRole("button", { name: "Send a test call" }).click();
    await page.getByRole("link", { name: "See the call" }).click();
    await page
      .getByRole("heading", { level: 1 })
      .filter({ hasText: /0815550101|กมลชนก/ })
      .waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe("extensions", () => {
  it("are added, changed one by one, and many at once", async () => {
    const { page, errors, close } = await shown.visit("/extensions");
    await page.getByRole("button", { name: "Add an extension" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Extension").fill("1001");
    await dialog.getByText("This extension is there already, of Anong.").waitFor();
    await dialog.getByLabel("Extension").fill("10 09");
    await dialog.getByLabel("Name of the person").fill("<script>x</script>");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("checkbox", { name: "Choose 1009" }).waitFor();
    await page.getByRole("checkbox", { name: "Choose 1001" }).check();
    await page.getByRole("checkbox", { name: "Choose 1009" }).check();
    const bulk = page.getByRole("region", { name: "2 chosen" });
    await bulk.getByRole("combobox", { name: "Pop-up" }).click();
    await page.getByRole("option", { name: "When answered" }).click();
    await bulk.getByRole("button", { name: "Change all of them" }).click();
    await bulk.waitFor({ state: "detached" });
    await expect.poll(() => page.getByRole("cell", { name: "When answered" }).count()).toBe(2);
    expect(await read(`/connections/${DEMO_CONNECTION}/extensions`)).toMatchObject({
      extensions: expect.arrayContaining([
        expect.objectContaining({ number: "1009", popup: { enabled: true, trigger: "answered" } }),
      ]),
    });
    await page.getByRole("button", { name: "Change extension 1009" }).click();
    await dialog.getByRole("button", { name: "Remove" }).click();
    const sure = page.getByRole("dialog", { name: "Remove extension 1009?" });
    await sure.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("checkbox", { name: "Choose 1009" }).waitFor({ state: "detached" });
    expect(errors).toEqual([]);
    await close();
  });
});
