import { describe, expect, it } from "vitest";
import { runCli } from "../program.ts";

/** Runs until the text has been printed and said, then stops the program. */
async function run(args: readonly string[], enough: (printed: string, said: string) => boolean) {
  const stop = new AbortController();
  const result = { out: "", said: "", code: 0 };
  const look = () => {
    if (enough(result.out, result.said)) stop.abort();
  };
  await runCli(["simulate", "yeastar", "--port", "0", ...args], {
    out: (text) => {
      result.out += text;
      look();
    },
    say: (text) => {
      result.said += text;
      look();
    },
    env: {},
    cwd: process.cwd(),
    readInput: async () => Buffer.alloc(0),
    signal: stop.signal,
    exit: (code) => {
      result.code = code;
    },
  });
  return result;
}

describe("deskbell simulate yeastar", () => {
  it("tells what a connection needs, plays its calls, and ends when it is stopped", async () => {
    const { out, said, code } = await run(["--script", "missed, menu", "--speed", "1000"], (_out, told) =>
      told.includes("menu: call"),
    );
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+ .*Client ID {6}deskbell\n {2}Client Secret/s);
    expect(said).toMatch(/^missed: call \d+\.\d+\nmenu: call \d+\.\d+\n$/);
    expect(code).toBe(0);
  });

  it("tells programs the same as JSON, and can be logged in to", async () => {
    let answer: unknown;
    let isAsked = false;
    const { out } = await run(["--json", "--script", "missed", "--speed", "1000", "--every", "0.05"], (printed) => {
      if (printed.endsWith("}\n") && !isAsked) {
        isAsked = true;
        const { baseUrl, clientId: username, clientSecret: password } = JSON.parse(printed) as Record<string, string>;
        const body = JSON.stringify({ username, password });
        fetch(`${baseUrl}/openapi/v1.0/get_token`, { method: "POST", body, headers: { "user-agent": "x" } })
          .then((response) => response.json())
          .then((told: unknown) => {
            answer = told;
          });
      }
      return answer !== undefined;
    });
    expect(JSON.parse(out)).toMatchObject({ ok: true, zone: "Asia/Bangkok" });
    expect(answer).toMatchObject({ errcode: 0, access_token: expect.any(String) });
  });

  it.each([
    [["--script", "nope"], 'there is no script "nope"'],
    [["--zone", "Mars"], "write an IANA zone"],
    [["--every", "x"], "--every x: write a number"],
    [["--speed", "0"], "--speed 0: write a number"],
  ])("says what is wrong with %j and exits with 2", async (args, message) => {
    const { said, code } = await run(args, () => false);
    expect(said).toContain(message);
    expect(code).toBe(2);
  });
});
