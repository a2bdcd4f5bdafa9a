import type { Browser, BrowserContext, Page } from "playwright-core";
import { DEMO_CONNECTION } from "../../src/cli/demo/stage.ts";
import { type PhoneEvent, toExtensionNumber } from "../../src/domain/index.ts";
import type { Console } from "./console.ts";
import { addMember } from "./people.ts";

/** A browser in which an agent is signed in. */
export interface AgentBrowser {
  readonly context: BrowserContext;
  /** Addresses of pages that opened by themselves or by click. */
  readonly opened: readonly string[];
  /** Opens the desk in another tab, and waits until it is live. */
  desk(): Promise<Page>;
}

/** What an agent's screen looks like. */
export interface Screen {
  readonly width?: number;
  readonly language?: "en" | "th";
  readonly colorScheme?: "light" | "dark";
  /** Under which the server is reached; default its own. */
  readonly address?: string;
  /** To whose telephones the extensions belong; default those of the demo. */
  readonly connection?: string;
}

/** Calls and agents for the demo's server. */
export interface DeskRig {
  /** Makes an extension that nobody has called yet; its pages open at this trigger, else as the integration says. */
  extension(trigger?: "ringing" | "answered" | "ended" | "manual"): Promise<string>;
  /** A person with the role agent and these extensions, signed in. */
  agent(browser: Browser, extensions: readonly string[], screen?: Screen): Promise<AgentBrowser>;
  /** Tells the engine of a call, event by event. */
  call(number: string, callerName?: string): DeskCallRig;
  /** Asks the API as an administrator. */
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: never }>;
}

/** One inbound call. */
export interface DeskCallRig {
  /** Is in a menu yet: no extension rings. */
  begin(): Promise<void>;
  ring(extension: string): Promise<void>;
  answer(extension: string): Promise<void>;
  transfer(from: string, to: string): Promise<void>;
  end(disposition?: "answered" | "no-answer"): Promise<void>;
}

export function createDeskRig({ stage, address: server }: Console): DeskRig {
  const { engine, adminToken } = stage.server;
  let people = 0;
  let extensions = 2000;
  let calls = 0;

  const ask: DeskRig["ask"] = async (method, path, body) => {
    const answer = await fetch(server + path, {
      method,
      headers: {
        authorization: `Bearer ${adminToken?.reveal() ?? ""}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: JSON.parse((await answer.text()) || "null") as never };
  };

  return {
    ask,
    async extension(trigger) {
      const number = String(++extensions);
      const body = { name: `Desk ${number}`, ...(trigger && { popup: { enabled: true, trigger } }) };
      const { status } = await ask("PUT", `/api/v1/connections/${DEMO_CONNECTION}/extensions/${number}`, body);
      if (status !== 200) throw new Error(`extension ${number} was not made: ${status}`);
      return number;
    },
    async agent(browser, numbers, screen = {}) {
      const { width = 900, language = "en", colorScheme = "light" } = screen;
      const { address = server, connection = DEMO_CONNECTION } = screen;
      const login = `agent${++people}@demo.example`;
      const own = numbers.map((number) => ({ connectionId: connection, number }));
      const running = { server: stage.server, ask } as unknown as Parameters<typeof addMember>[0];
      const { browser: member } = await addMember(running, login, ["agent"], own);
      const context = await browser.newContext({
        viewport: { width, height: 860 },
        colorScheme,
        locale: language === "en" ? "en-GB" : "th-TH",
      });
      const [name = "", value = ""] = member.cookie().split("=");
      await context.addCookies([{ name, value, url: address }]);
      const opened: string[] = [];
      context.on("page", (page) => {
        // Where a link opened it, it is on its way before anybody can listen.
        const note = () => {
          if (!page.url().startsWith(stage.helpdesk.address)) return;
          page.off("framenavigated", note);
          opened.push(page.url());
        };
        page.on("framenavigated", note);
        note();
      });
      return {
        context,
        opened,
        async desk() {
          const page = await context.newPage();
          await page.goto(`${address}/desk`);
          await page.locator("[data-state=live]").waitFor();
          return page;
        },
      };
    },
    call(number, callerName = "") {
      const pbxCallId = `desk-${++calls}`;
      let step = 0;
      const tell = async (event: object) => {
        const facts = { direction: "inbound", from: number, to: "021234567", callerName, pbxCallId };
        const stamp = { key: `${pbxCallId} ${++step}`, occurredAt: Date.now() };
        await engine.acceptEvents(DEMO_CONNECTION, [{ ...facts, ...stamp, ...event } as PhoneEvent]);
        await engine.idle();
      };
      return {
        begin: () => tell({ kind: "started" }),
        ring: (extension) => tell({ kind: "ringing", extension: toExtensionNumber(extension) }),
        answer: (extension) => tell({ kind: "answered", extension: toExtensionNumber(extension) }),
        async transfer(from, to) {
          await tell({ kind: "transferred", extension: toExtensionNumber(from), toExtension: toExtensionNumber(to) });
          await tell({ kind: "left", extension: toExtensionNumber(from), reason: "transferred" });
          await tell({ kind: "ringing", extension: toExtensionNumber(to) });
        },
        end: (disposition = "answered") => tell({ kind: "ended", disposition }),
      };
    },
  };
}
