import { describe, expect, it } from "vitest";
import { DeskbellError, Secret } from "../base/index.ts";
import { type LogLevel, openLog } from "./log.ts";

function logged(level: LogLevel, message: string, facts?: Readonly<Record<string, unknown>>): Record<string, unknown> {
  let text = "";
  const target = {
    write(line: string) {
      text += line;
    },
  };
  openLog(level, target).warn(message, facts);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

describe("a line of the log", () => {
  it("is JSON with its time, its message and its facts", () => {
    expect(logged("info", "listening", { address: "http://127.0.0.1:8484", count: 3 })).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      msg: "listening",
      address: "http://127.0.0.1:8484",
      count: 3,
    });
  });

  it("is left out below the level that was asked for", () => {
    expect(logged("error", "x")).toEqual({});
  });

  it.each([
    ["a secret, wherever it stands", { facts: [{ a: new Secret("canary") }] }],
    [
      "a member that is named like one",
      { headers: { Authorization: "canary", cookie: "canary" }, accessToken: "canary" },
    ],
    ["the query of an address", { url: "https://desk.example/x?api_key=canary", text: 'GET "http://a.b/?k=canary"' }],
    ["who logs in at an address", { url: "https://user:canary@desk.example/" }],
    ["an address in an error", { error: new Error("GET https://desk.example/x?key=canary failed") }],
    [
      "an address in the cause of one",
      { error: new DeskbellError("INTERNAL", "x", { cause: new Error("https://a.b/?canary") }) },
    ],
  ])("never holds %s", (_name, facts) => {
    const line = JSON.stringify(logged("info", "x", facts));
    expect(line).not.toContain("canary");
    expect(line.length).toBeGreaterThan(60);
  });

  it("has the code of an error that we know, and the stack of one that we do not", () => {
    expect(logged("info", "x", { error: new DeskbellError("CONFLICT", "taken") })).toMatchObject({
      error: { code: "CONFLICT", message: "taken" },
    });
    expect(logged("info", "x", { error: new Error("odd") })).toMatchObject({
      error: { message: "odd", stack: expect.stringContaining("log.test.ts") },
    });
  });
});

it("shows of telephone numbers only the end, and leaves other figures as they are", () => {
  const lines: string[] = [];
  const log = openLog("info", { write: (line: string) => void lines.push(line) });
  log.warn("seen", {
    call: "from +66812345678 to 021234567",
    address: "https://desk.example/search/%2B66812345678/x",
    id: "1795525970.mwupsxk2ofxk",
    place: "127.0.0.1:8484",
    small: "took 1234567 rows",
  });
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    call: "from …678 to …567",
    address: "https://desk.example/search/…678/x",
    id: "1795525970.mwupsxk2ofxk",
    place: "127.0.0.1:8484",
    small: "took 1234567 rows",
  });
});
