import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";

const MAIN = "src/cli/main.ts";

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [MAIN, ...args], { stdio: ["pipe", "pipe", "pipe"] });

async function read(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

describe("the program as a process of its own", () => {
  it("reads a pipe, writes the result to standard output and keeps what it says apart", () => {
    const run = (path: string) =>
      spawnSync(process.execPath, [MAIN, "gjson", path], { encoding: "utf8", input: '{"a":"ก"}', timeout: 20_000 });
    expect(run("a")).toMatchObject({ status: 0, stdout: "ก\n", stderr: "" });
    expect(run("b")).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("nothing found") });
  });

  it("takes a reader that goes away for no failure", async () => {
    const child = start(["mend", "-"]);
    child.stdout?.destroy();
    child.stdin?.end(`<a>${" ".repeat(2 ** 19)}</a>`);
    const [said, [code]] = await Promise.all([read(child.stderr), once(child, "exit")]);
    expect([code, said]).toEqual([0, expect.not.stringContaining("EPIPE")]);
  });

  it("stops at the first Ctrl-C while it waits for input", async () => {
    const child = start(["gjson", "a"]);
    // More than a pipe holds: the callback comes once the command reads.
    await new Promise((resolve) => child.stdin?.write(" ".repeat(2 ** 20), resolve));
    const ended = Promise.all([read(child.stderr), once(child, "exit")]);
    child.kill("SIGINT");
    const [said, [code]] = await ended;
    expect([code, said]).toEqual([2, "deskbell: standard input: stopped before it had ended\n"]);
  });
});
