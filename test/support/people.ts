import type { RunningServer } from "./running-server.ts";

/** What somebody in these tests signs in with. */
export const PASSWORD = "green kettle under nine stairs";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: never;
  readonly headers: Headers;
}

/** A browser of its own: it keeps its cookies and says of its pages what browsers say. */
export interface TestBrowser {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  cookie(): string;
}

export function openTestBrowser({ server }: Pick<RunningServer, "server">): TestBrowser {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  return {
    cookie,
    async ask(method, path, body, headers = {}) {
      const answer = await fetch(server.address + path, {
        method,
        redirect: "manual",
        headers: {
          "x-deskbell": "1",
          "user-agent": "TestBrowser/1",
          cookie: cookie(),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "") jar.delete(name);
        else jar.set(name, value);
      }
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true;
      return {
        status: answer.status,
        text,
        headers: answer.headers,
        body: (isJson ? JSON.parse(text) : undefined) as never,
      };
    },
  };
}

/** What stands behind # in a link. */
export const tokenOf = (url: string | undefined): string => new URL(url ?? "").hash.slice(1);

/** Makes the owner by the link that the server gave at its start, and gives a browser in which they are signed in. */
export async function becomeOwner(running: RunningServer, login = "owner@example.com"): Promise<TestBrowser> {
  const browser = openTestBrowser(running);
  const link = tokenOf(running.server.setUpLink?.url.reveal());
  const { status, text } = await browser.ask("POST", "/api/v1/set-up", {
    link,
    login,
    name: "Olivia",
    password: PASSWORD,
  });
  if (status !== 200) throw new Error(`no owner was made: ${text}`);
  return browser;
}

export interface Member {
  readonly id: string;
  readonly login: string;
  readonly browser: TestBrowser;
}

/** Adds a person with these roles, who chooses a password and is signed in. */
export async function addMember(
  running: RunningServer,
  login: string,
  roles: readonly string[],
  extensions: readonly { connectionId: string; number: string }[] = [],
): Promise<Member> {
  const { status, body, text } = await running.ask("POST", "/api/v1/people", { login, name: login, roles, extensions });
  if (status !== 201) throw new Error(`${login} was not added: ${text}`);
  const { person, link } = body as { person: { id: string }; link: { url: string } };
  const browser = openTestBrowser(running);
  const set = await browser.ask("POST", "/api/v1/set-up", { link: tokenOf(link.url), password: PASSWORD });
  if (set.status !== 200) throw new Error(`${login} chose no password: ${set.text}`);
  return { id: person.id, login, browser };
}
