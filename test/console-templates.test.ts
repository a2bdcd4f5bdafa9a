import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCRIPTS } from "../src/pbx/index.ts";
import { type Console, openConsole } from "./support/console.ts";

let shown: Console;

beforeAll(async () => {
  shown = await openConsole();
}, 120_000);
afterAll(() => shown?.close());

const EVIL = '<img src=x onerror="document.title=1">';
/** A raw & and raw quotes, as they are common; and a name that tries to be markup. */
const BROKEN = `<?xml version="1.0"?>
<!-- kept as it is -->
<Information Provider="helpdesk" Name="${EVIL.replaceAll("<", "&lt;").replaceAll('"', "&quot;")}" Key="broken_desk" AuthType="none"  Strange="kept">
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH">
      <Parameters>
        <Parameter Father="CustomFieldList" Name="address" Editor="string" Title="Address" Key="address"/>
        <Parameter Father="PopulateTemplateString" Type="Header" Name="Content-Type" Value="application/json"/>
      </Parameters>
    </Scenario>
    <Scenario Id="SyncContactAuto" Type="REST">
      <Requests>
        <Request Name="contacts" Method="GET" URLFormat="{{.address}}/find?a=1&b=2&number={{UrlEncode .CallerNumber}}">
          <Outputs><Output Name="ContactsId" Path="items.#.id"/><!-- the id --></Outputs>
        </Request>
      </Requests>
    </Scenario>
  </Scenarios>
</Information>
`;

const editorText = (page: Page) => page.locator("[data-editor] .cm-content").textContent();

/** Drops files on the page, as a hand does with a mouse. */
async function drop(page: Page, ...files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, text } of all) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  const target = page.getByRole("region", { name: "Upload a file" });
  for (const type of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(type, { dataTransfer });
}

async function readSaved(key: string): Promise<string> {
  const { address, adminToken } = shown.stage.server;
  const headers = { authorization: `Bearer ${adminToken?.reveal() ?? ""}` };
  return (await fetch(`${address}/api/v1/templates/${key}`, { headers })).text();
}

describe("a broken file", () => {
  it("opens with its mends, one by one and all at once, is saved, and its name is text whatever it holds", async () => {
    const { page, hosts, errors, close } = await shown.visit("/templates/-/new");
    const large = { name: `${EVIL}.xml`, mimeType: "application/xml", buffer: Buffer.alloc(1024 * 1024, "<") };
    await page.locator("input[type=file]").setInputFiles(large);
    await page
      .getByRole("alert")
      .filter({ hasText: `“${EVIL}.xml” has 1 MB or more` })
      .waitFor();
    await drop(page, { name: `${EVIL}.png`, text: "\x89PNG\r\n\0<" });
    await page
      .getByRole("alert")
      .filter({ hasText: `“${EVIL}.png” is not an XML file` })
      .waitFor();
    await drop(page, { name: "a.xml", text: BROKEN }, { name: "b.xml", text: BROKEN });
    await page.getByRole("alert").filter({ hasText: "Drop one file" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/templates/-/new");
    await drop(page, { name: `${EVIL}.xml`, text: BROKEN });
    await page.getByRole("textbox", { name: "Text of the template" }).waitFor();
    await page.getByText("The XML is broken in 2 places").waitFor();
    expect(await page.locator("[data-editor] .cm-lint-marker-error").count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Repair: Line 13" }).first().click();
    await page.getByText("The XML is broken in 1 place").waitFor();
    await page.getByRole("button", { name: "Repair all" }).click();
    await expect.poll(() => page.getByText("The XML is broken").count()).toBe(0);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Note for the list of versions").fill("Mended");
    await page.getByRole("button", { name: "Save revision" }).click();
    await page.waitForURL(/key=broken_desk/);
    expect(await readSaved("broken_desk")).toBe(BROKEN.replace("1&b=2&n", "1&amp;b=2&amp;n"));
    await page.getByRole("link", { name: "All templates" }).click();
    await page.getByRole("link", { name: EVIL }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await page.title()).toContain("Templates");
    expect(errors).toEqual([]);
    expect([...hosts]).toEqual([shown.address]);
    await close();
  }, 60_000);

  it("keeps every byte that a change in the form does not name", async () => {
    const { page, errors, close } = await shown.visit("/templates/-/studio?key=broken_desk");
    await page.getByText("contacts", { exact: false }).first().waitFor();
    await page.getByText("Form", { exact: true }).click();
    await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: "GET contacts" }).click();
    await page.getByLabel("Path to ContactsId").fill("data.#.id");
    await page.getByLabel("Path to ContactsId").press("Enter");
    await page.getByText("Not saved", { exact: true }).waitFor();
    await page.getByText("XML", { exact: true }).click();
    await expect.poll(() => editorText(page)).toContain('Path="data.#.id"/><!-- the id -->');
    // Somebody else saves meanwhile.
    const authorization = `Bearer ${shown.stage.server.adminToken?.reveal() ?? ""}`;
    await fetch(`${shown.address}/api/v1/templates?key=broken_desk`, {
      method: "POST",
      headers: { authorization, "content-type": "application/xml" },
      body: `${await readSaved("broken_desk")} `,
    });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Somebody has saved revision 2 meanwhile").waitFor();
    await page.getByRole("button", { name: "Save revision" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await readSaved("broken_desk")).toBe(
      BROKEN.replace("1&b=2&n", "1&amp;b=2&amp;n").replace("items.#.id", "data.#.id"),
    );
    expect(errors).toEqual([]);
    await close();
  }, 60_000);
});

describe("the studio", () => {
  it("renders a scenario with examples and sends nothing", async () => {
    const { page, errors, close } = await shown.visit("/templates/-/studio?key=zendesk");
    await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: "Look up a caller" }).click();
    await page.getByRole("button", { name: "Dry run" }).click();
    const result = page.getByRole("region", { name: "Result" });
    await result.getByText("Rendered, not sent").waitFor();
    const text = await result.textContent();
    expect(text).toMatch(/GET\s*https:\/\/helpdesk\.example\/api\/v2\/\S*66812345678/);
    expect(text).toContain("authorization: Bearer ***");
    expect(errors).toEqual([]);
    await close();
  });

  it("names the host before it sends for real, takes the variables of a past call, and tries paths on the answer", async () => {
    const call = SCRIPTS.answered({ number: "0815550303", extension: "1001" });
    await shown.play(call);
    const { page, errors, close } = await shown.visit("/templates");
    await page.getByRole("link", { name: "Zendesk" }).first().click();
    await page.getByRole("button", { name: "Match users" }).first().click();
    await page.getByRole("combobox", { name: "Fields of an integration" }).click();
    await page.getByRole("option", { name: "demo-desk" }).click();
    await page.getByRole("button", { name: "Send for real" }).click();
    await page.getByText(/The requests go out now, to 127\.0\.0\.1:/).waitFor();
    await page.getByRole("button", { name: "Send now" }).click();
    const result = page.getByRole("region", { name: "Result" });
    await result.getByText("Delivered").waitFor();
    await page.getByRole("navigation", { name: "Parts" }).getByRole("button", { name: "Look up a caller" }).click();
    await page.getByRole("combobox", { name: "Variables of a past call" }).click();
    await page.getByRole("option", { name: /0815550303/ }).click();
    await expect.poll(() => page.getByLabel("CallerNumber").inputValue()).toContain("815550303");
    await page.getByRole("tab", { name: "GJSON" }).click();
    await page.getByRole("textbox", { name: "Path" }).fill("users.#");
    await expect.poll(() => page.locator("output").textContent()).toMatch(/^\d+$/);
    expect(errors).toEqual([]);
    await close();
  }, 60_000);

  it("completes and explains, shows findings, and asks before changes are lost", async () => {
    const { page, errors, close } = await shown.visit("/templates/-/studio?key=zendesk");
    const editor = page.getByRole("textbox", { name: "Text of the template" });
    await editor.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("{{.Call_F");
    await page.getByRole("option", { name: /Call_From/ }).waitFor();
    await page.keyboard.press("Escape");
    await page
      .getByText(/\d errors?/)
      .first()
      .waitFor();
    await page.getByRole("link", { name: "All templates" }).click();
    await page.getByText("Leave without saving?").waitFor();
    await page.getByRole("button", { name: "Stay" }).click();
    await page.getByRole("link", { name: "All templates" }).click();
    await page.getByRole("button", { name: "Leave", exact: true }).click();
    await page.getByRole("heading", { name: "Templates", level: 1 }).waitFor();
    expect(errors).toEqual([]);
    await close();
  }, 60_000);
});

describe("templates", () => {
  it("begin from a form and from the gallery", async () => {
    const { page, errors, close } = await shown.visit("/templates/-/new");
    await page.getByRole("button", { name: /: Request Tracker/ }).click();
    await page.waitForURL(/key=request_tracker/);
    await page.getByRole("heading", { name: "Request Tracker", level: 1 }).waitFor();
    await page.goto(`${shown.address}/templates/-/new`);
    await page.getByLabel("Name").fill("My Desk");
    await page.getByRole("button", { name: "Open in the studio" }).click();
    await page.getByRole("heading", { name: "My Desk", level: 1 }).waitFor();
    await page.getByText("Nothing to complain of").waitFor();
    expect(errors).toEqual([]);
    await close();
  }, 60_000);

  it("show who saved which version, what differs, and go back", async () => {
    const { page, errors, close } = await shown.visit("/templates/broken_desk");
    await page.getByRole("cell", { name: "Mended" }).waitFor();
    await page.getByRole("region", { name: "Revision 2 → 3" }).getByText("data.#.id").waitFor();
    await page.getByRole("button", { name: "Roll back" }).last().click();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
    await page.getByRole("cell", { name: "Rolled back to revision 1" }).waitFor();
    expect(errors).toEqual([]);
    await close();
  }, 60_000);
});
